package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.CallLog;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.abi.ValueSink;
import dev.paxoswasm.component.recording.Format.Begin;
import dev.paxoswasm.component.recording.Format.Event;
import dev.paxoswasm.component.recording.RecordedFunction.Direction;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last calls into one instance in memory, within a bound. A recording begins where it can be repeated from:
 * with the making of the instance, or, once that is too long ago, with an image of its state. Such an image is taken
 * between two calls whenever an eighth of the bound has come together, and the calls since the one before are kept as
 * long as there is room.
 *
 * <p>Used by whoever uses the instance, as it is.
 */
public final class Recorder implements CallLog {

    private static final int LONGEST_FAILURE = 1000;

    /** Parts of the bound: after so much the state is noted anew; the calls since then; the image. */
    private static final int UNTIL_IMAGE = 8;

    private static final int ENTRIES = 4;
    private static final int IMAGE = 2;
    private static final int SMALLEST_IMAGE = 1 << 16;

    private final int maxBytes;
    private final List<RecordedFunction> functions = new ArrayList<>();
    private @Nullable Stretch before;
    private Stretch present;
    private long calls;

    /** Where the call that runs begins among the entries. */
    private int start;

    private boolean made;
    private boolean leftOut;
    private @Nullable String lost;

    /** @param maxBytes the most that is kept, of calls and images together */
    public Recorder(int maxBytes) {
        this.maxBytes = maxBytes;
        present = new Stretch(0, maxBytes / ENTRIES);
    }

    @Override
    public int exported(String interfaceName, String functionName, FunctionType type) {
        return add(new RecordedFunction(Direction.EXPORTED, interfaceName, functionName, type.toString()), type);
    }

    @Override
    public int imported(String interfaceName, String functionName, FunctionType type) {
        return add(new RecordedFunction(Direction.IMPORTED, interfaceName, functionName, type.toString()), type);
    }

    private int add(RecordedFunction function, FunctionType type) {
        if (Stream.concat(type.parameters().stream().map(Field::type), Stream.ofNullable(type.result()))
                .anyMatch(Recorder::hasHandles)) {
            lose("the function " + function + " passes handles, which mean nothing outside of an instance");
        }
        functions.add(function);
        return functions.size() - 1;
    }

    private static boolean hasHandles(WitType type) {
        return switch (type) {
            case OwnType _, BorrowType _ -> true;
            case ListType(WitType element) -> hasHandles(element);
            case OptionType(WitType element) -> hasHandles(element);
            case ResultType(WitType ok, WitType err) ->
                Stream.of(Optional.ofNullable(ok), Optional.ofNullable(err))
                        .flatMap(Optional::stream)
                        .anyMatch(Recorder::hasHandles);
            case TupleType(List<WitType> elements) -> elements.stream().anyMatch(Recorder::hasHandles);
            case RecordType(List<Field> fields) ->
                fields.stream().map(Field::type).anyMatch(Recorder::hasHandles);
            case VariantType(List<Case> cases) ->
                cases.stream()
                        .flatMap(each -> Stream.ofNullable(each.payload()))
                        .anyMatch(Recorder::hasHandles);
            default -> false;
        };
    }

    /** There is nothing to repeat from, until there is a new instance. */
    private void lose(String why) {
        lost = why;
        before = null;
        present = new Stretch(calls, 0);
    }

    @Override
    public void begins(ComponentInstance instance) {
        if (lost != null) {
            return;
        }
        if (made && (leftOut || present.entries.length() > maxBytes / UNTIL_IMAGE)) {
            beginAnew(instance);
        }
        if (lost == null) {
            start = present.entries.length();
            if (!made) {
                made = true;
                present.entries.octet(Event.MADE.ordinal());
            }
        }
    }

    private void beginAnew(ComponentInstance instance) {
        if (!instance.hasImage()) {
            lose("the state of its code is more than memory and numbers, so that a recording begins with the making of"
                    + " the instance, and since then more than " + maxBytes / UNTIL_IMAGE
                    + " bytes have come together");
            return;
        }
        // What was kept longest makes room, and its arrays are used again.
        Stretch next = before == null ? new Stretch(calls, maxBytes / ENTRIES) : before;
        next.beginAgain(calls);
        if (!next.note(instance, maxBytes / IMAGE)) {
            lose("the state of the instance takes more than " + maxBytes / IMAGE + " bytes");
            return;
        }
        boolean room = present.size() + next.size() + maxBytes / ENTRIES <= maxBytes;
        before = leftOut || !room ? null : present;
        leftOut = false;
        present = next;
    }

    private @Nullable ValueSink event(Event event) {
        if (lost != null) {
            return null;
        }
        present.entries.octet(event.ordinal());
        return present.entries;
    }

    private @Nullable ValueSink event(Event event, int function) {
        ValueSink out = event(event);
        if (out != null) {
            out.number(function);
        }
        return out;
    }

    @Override
    public @Nullable ValueSink called(int function) {
        return event(Event.CALLED, function);
    }

    @Override
    public @Nullable ValueSink returned() {
        return event(Event.RETURNED);
    }

    @Override
    public @Nullable ValueSink asked(int function) {
        return event(Event.ASKED, function);
    }

    @Override
    public @Nullable ValueSink answered() {
        return event(Event.ANSWERED);
    }

    @Override
    public void ended() {
        if (lost != null) {
            return;
        }
        if (present.entries.isFull()) {
            present.entries.truncate(start);
            leftOut = true;
        } else {
            present.add(start);
        }
        calls++;
    }

    @Override
    public void failed(Throwable failure) {
        ValueSink out = event(Event.FAILED);
        if (out != null) {
            String said = String.valueOf(failure.getMessage());
            out.number(Failing.of(failure).ordinal());
            out.text(said.length() > LONGEST_FAILURE ? said.substring(0, LONGEST_FAILURE) : said);
        }
        ended();
    }

    /** Whether the last call is not in the recording, since it alone takes more than there is room for. */
    public boolean leftOut() {
        return leftOut;
    }

    /** Why there is nothing to repeat; null where there is. */
    public @Nullable String lost() {
        return lost;
    }

    /**
     * The recording, as a file.
     *
     * @param about what else it is to tell, by name
     * @return nothing where the calls are {@link #lost}
     */
    public Optional<byte[]> recording(Map<String, String> about) {
        if (lost != null) {
            return Optional.empty();
        }
        Stretch first = before == null ? present : before;
        FrameWriter out = new FrameWriter(first.size() + (before == null ? 0L : present.entries.length()));
        out.about(about);
        out.functions(functions);
        out.begin(first.begin, first.firstCall, first.image);
        long count = present.count;
        if (before != null) {
            before.write(out);
            count += before.count;
        }
        present.write(out);
        out.end(count);
        return Optional.of(out.toBytes());
    }

    /** Calls one after the other, from a state on. */
    private static final class Stretch {

        private final ValueSink entries;
        private Begin begin = Begin.NEW_INSTANCE;
        private ByteBuffer image = ByteBuffer.allocate(0);
        private long firstCall;

        /** Where each entry begins. */
        private int[] starts = new int[64];

        private int count;

        Stretch(long firstCall, int maxEntryBytes) {
            this.firstCall = firstCall;
            this.entries = new ValueSink(maxEntryBytes);
        }

        void beginAgain(long first) {
            firstCall = first;
            count = 0;
            entries.truncate(0);
        }

        /** Whether the state of the instance takes no more bytes. */
        boolean note(ComponentInstance instance, int limit) {
            begin = Begin.IMAGE;
            while (!instance.image(image.clear())) {
                if (image.capacity() >= limit) {
                    return false;
                }
                image = ByteBuffer.allocate((int) Math.min(limit, Math.max(SMALLEST_IMAGE, 2L * image.capacity())));
            }
            image.flip();
            return true;
        }

        /** With the room that the image takes, be it filled or not. */
        int size() {
            return entries.length() + image.capacity();
        }

        void add(int start) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
            }
            starts[count++] = start;
        }

        void write(FrameWriter out) {
            for (int i = 0; i < count; i++) {
                int end = i + 1 < count ? starts[i + 1] : entries.length();
                out.call(entries.bytes(), starts[i], end - starts[i]);
            }
        }
    }
}
