package dev.paxoswasm.simulation.replay;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RecordingException;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.Replay;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The program behind {@code paxos replay}: arguments are the file of a recording, that of a component or {@code
 * built-in}, the first call to be shown, {@code text} or {@code json}, and {@code run} or {@code step}. Ends with 0 if
 * all is the same, 1 if something differs or the recording is refused, 2 if it cannot begin.
 */
public final class ReplayRecording {

    private static final String BUILT_IN = "built-in";
    private static final int ARGUMENTS = 5;
    private static final List<String> COMPONENTS = List.of("acceptor", "proposer", "learner", "client", "coordinator");

    /** A recorded bound is not believed beyond this part of the heap. */
    private static final int PART_OF_HEAP = 2;

    /** This machine may be slower, or busier. */
    private static final int PATIENCE = 5;

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Recording recording;
    private final CallPrinter printer;
    private final long from;
    private final boolean stepping;

    private ReplayRecording(Recording recording, CallPrinter printer, long from, boolean stepping) {
        this.recording = recording;
        this.printer = printer;
        this.from = from;
        this.stepping = stepping;
    }

    public static void main(String[] arguments) {
        if (arguments.length != ARGUMENTS) {
            System.err.println("expected FILE COMPONENT FROM text|json run|step");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        try {
            Recording recording = read(file);
            Component component = component(recording, arguments[1]);
            CallPrinter printer = arguments[3].equals("json") ? new JsonLines(System.out) : new CallText(System.out);
            boolean same = new ReplayRecording(
                            recording, printer, Long.parseLong(arguments[2]), arguments[4].equals("step"))
                    .run(component);
            System.exit(same ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("paxos: " + e.getMessage());
            System.exit(2);
        } catch (RecordingException e) {
            System.err.println("paxos: " + file + ": " + e.getMessage());
            System.exit(1);
        } catch (OutOfMemoryError e) {
            System.err.println("paxos: " + file + ": its values take more memory than this program has, "
                    + Runtime.getRuntime().maxMemory() + " bytes");
            System.exit(1);
        }
    }

    private static Recording read(Path file) {
        try {
            long size = Files.size(file);
            if (size > Recording.MAX_BYTES) {
                throw new RecordingException(
                        "the file has " + size + " bytes, and a recording has at most " + Recording.MAX_BYTES);
            }
            return Recording.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + "); name the file of a recording", e);
        }
    }

    private static Component component(Recording recording, String named) {
        String recorded = recording.about("component").orElse("of no digest");
        if (named.equals(BUILT_IN)) {
            return builtIn(recorded);
        }
        Path file = Path.of(named);
        Component component;
        try {
            component = Component.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + "); name the file of a component", e);
        } catch (ComponentException e) {
            throw new IllegalArgumentException(file + " is no component that can run: " + e.getMessage(), e);
        }
        if (!recording.beginsWithNewInstance() && !component.digest().equals(recorded)) {
            throw new IllegalArgumentException("the recording begins with the state of its component, " + recorded
                    + ", after " + recording.firstCall() + " calls, and " + file + " is " + component.digest()
                    + "; another component repeats a recording only from the making of the instance on,"
                    + " as is taken soon after ./paxos swap, or with a larger paxos.recording.max-size");
        }
        return component;
    }

    private static Component builtIn(String digest) {
        for (String name : COMPONENTS) {
            String path = "components/" + name + ".wasm";
            try (InputStream in = ReplayRecording.class.getClassLoader().getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException(path + " is not on the class path");
                }
                byte[] binary = in.readAllBytes();
                if (digest(binary).equals(digest)) {
                    return Component.parse(binary);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + path, e);
            }
        }
        throw new IllegalArgumentException("the recording is of the component " + digest
                + ", which is none of those built here; name its file, or another one, by --component");
    }

    private static String digest(byte[] binary) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Limits limits() {
        long heap = Runtime.getRuntime().maxMemory() / PART_OF_HEAP;
        long memory = number("max-memory-bytes", Limits.DEFAULT.maxMemoryBytes());
        Duration deadline = Duration.ofMillis(number(
                        "call-deadline-millis", Limits.DEFAULT.callDeadline().toMillis()))
                .multipliedBy(PATIENCE);
        return Limits.DEFAULT
                .withMaxMemoryBytes(Math.min(heap, memory))
                .withCallDeadline(deadline.compareTo(LONGEST) > 0 ? LONGEST : deadline);
    }

    private long number(String name, long usual) {
        Optional<String> text = recording.about(name);
        return text.isPresent() && text.get().matches("[1-9][0-9]{0,14}") ? Long.parseLong(text.get()) : usual;
    }

    /** Whether all is the same. */
    private boolean run(Component component) {
        printer.begin(recording, component);
        Replay replay = new Replay(recording, component, limits());
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        long repeated = 0;
        boolean asks = stepping;
        for (Optional<RepeatedCall> next = replay.next(); next.isPresent(); next = replay.next()) {
            RepeatedCall call = next.get();
            repeated++;
            boolean differs = call.difference().isPresent();
            if (differs || call.number() >= from) {
                printer.call(call);
                if (differs) {
                    return false;
                }
                Answer answer = asks ? ask(answers) : Answer.RUN;
                if (answer == Answer.END) {
                    return true;
                }
                asks = answer == Answer.STEP;
            }
        }
        printer.end(repeated);
        return true;
    }

    private enum Answer {
        STEP,
        RUN,
        END
    }

    private static Answer ask(BufferedReader answers) {
        System.err.print("Enter: the next call, r: run on, q: end ");
        System.err.flush();
        try {
            String line = answers.readLine();
            if (line == null || line.strip().equals("r")) {
                return Answer.RUN;
            }
            return line.strip().equals("q") ? Answer.END : Answer.STEP;
        } catch (IOException e) {
            return Answer.RUN;
        }
    }
}
