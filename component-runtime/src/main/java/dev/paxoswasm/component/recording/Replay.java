package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.ComponentLinkException;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Format.Event;
import dev.paxoswasm.component.recording.RecordedFunction.Direction;
import dev.paxoswasm.component.recording.RepeatedCall.Call;
import dev.paxoswasm.component.recording.RepeatedCall.Difference;
import dev.paxoswasm.component.recording.RepeatedCall.Outcome;
import dev.paxoswasm.component.recording.RepeatedCall.Question;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FunctionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a recording, call by call: the component is called with what was recorded, what it asks is answered as it was
 * answered then, and whatever else it says is compared. It ends with the first difference, for what would follow has no
 * answers.
 */
public final class Replay {

    private final Recording recording;
    private final Component component;
    private final Limits limits;
    private final List<@Nullable FunctionType> types = new ArrayList<>();
    private @Nullable ComponentInstance instance;
    private int next;
    private boolean over;

    // Of the call that is repeated.
    private ValueReader in;
    private List<Question> asked = new ArrayList<>();
    private @Nullable Difference difference;
    private @Nullable FunctionType called;

    /**
     * @param limits of the calls
     * @throws RecordingException if the component cannot repeat it: a function has another type, or is not there, or
     *     the recording begins with the state of another component
     */
    public Replay(Recording recording, Component component, Limits limits) {
        this.recording = recording;
        this.component = component;
        this.limits = limits;
        this.in = new ValueReader(new byte[0], 0, 0);
        for (RecordedFunction function : recording.functions()) {
            types.add(type(function));
        }
    }

    private @Nullable FunctionType type(RecordedFunction function) {
        Map<String, Map<String, FunctionType>> there = function.direction() == Direction.EXPORTED
                ? component.type().exportedInterfaces()
                : component.type().importedInterfaces();
        FunctionType type =
                there.getOrDefault(function.interfaceName(), Map.of()).get(function.name());
        if (type == null && function.direction() == Direction.IMPORTED) {
            // It need not ask what another one asks.
            return null;
        }
        if (type == null || !type.toString().equals(function.type())) {
            throw new RecordingException("the recording has " + function + " as " + function.type()
                    + ", and the component has " + (type == null ? "no such function" : "it as " + type)
                    + "; name a component of the same world and version");
        }
        return type;
    }

    /**
     * Repeats the next call; the first one makes the instance where the recording begins with that.
     *
     * @return nothing after the last one, and after a difference
     * @throws RecordingException if it holds something else than values of the types of the component
     */
    public Optional<RepeatedCall> next() {
        if (over || next == recording.calls()) {
            return Optional.empty();
        }
        in = recording.call(next);
        asked = new ArrayList<>();
        difference = null;
        long number = recording.firstCall() + next;
        Event first = event();
        RepeatedCall repeated;
        if (first == Event.MADE) {
            if (next > 0 || !recording.beginsWithNewInstance()) {
                throw in.wrong("the instance is made amid the recording");
            }
            repeated = repeat(number, null, this::make);
        } else {
            if (instance == null) {
                instance = restored();
            }
            if (first == Event.FAILED) {
                repeated = new RepeatedCall(number, null, List.of(), failure(), Optional.empty());
            } else if (first == Event.CALLED) {
                repeated = repeatCall(number);
            } else {
                throw in.wrong("a call does not begin with what is called");
            }
        }
        next++;
        over = repeated.difference().isPresent();
        if (!over && repeated.outcome() instanceof Outcome.Failed && next < recording.calls()) {
            throw in.wrong("calls follow one that did not run to its end");
        }
        return Optional.of(repeated);
    }

    private ComponentInstance restored() {
        byte[] image = recording.image();
        if (image == null) {
            throw in.wrong("a call stands before the making of the instance");
        }
        ComponentInstance made = instantiated();
        try {
            made.restore(image);
        } catch (IllegalArgumentException e) {
            throw new RecordingException(e.getMessage()
                    + "; a recording that begins with a state is repeated by the component that it was recorded of,"
                    + " within as much memory");
        }
        return made;
    }

    private Event event() {
        return Event.values()[(int) in.number(Event.values().length - 1L, "the event")];
    }

    private FunctionType typeOf(int function) {
        FunctionType type = types.get(function);
        if (type == null) {
            throw new IllegalStateException("an import that is not there has no type");
        }
        return type;
    }

    private int function(Direction direction) {
        int number = (int) in.number(recording.functions().size() - 1L, "the function");
        if (recording.functions().get(number).direction() != direction) {
            throw in.wrong("there is the function " + recording.functions().get(number) + ", which is not "
                    + direction.name().toLowerCase(Locale.ROOT));
        }
        return number;
    }

    private Outcome.Failed failure() {
        Failing failing = Failing.values()[(int) in.number(Failing.values().length - 1L, "the failure")];
        Outcome.Failed failed = new Outcome.Failed(failing, in.text());
        requireEnd();
        return failed;
    }

    private void requireEnd() {
        if (!in.atEnd()) {
            throw in.wrong("a call has more than belongs to it");
        }
    }

    private RepeatedCall repeatCall(long number) {
        int function = function(Direction.EXPORTED);
        RecordedFunction recorded = recording.functions().get(function);
        FunctionType type = typeOf(function);
        Object[] arguments = in.fields(type.parameters());
        Call call = new Call(recorded.interfaceName(), recorded.name(), type, arguments);
        return repeat(
                number,
                call,
                () -> Objects.requireNonNull(instance)
                        .function(recorded.interfaceName(), recorded.name())
                        .call(arguments));
    }

    private @Nullable Object make() {
        instance = instantiated();
        return null;
    }

    private ComponentInstance instantiated() {
        try {
            return component.instantiate(imports(), limits);
        } catch (ComponentLinkException e) {
            throw new RecordingException("the component cannot repeat a recording: " + e.getMessage());
        }
    }

    /** Code of the component; returns what it returned. */
    private interface Entering {
        @Nullable
        Object enter();
    }

    private RepeatedCall repeat(long number, @Nullable Call call, Entering code) {
        called = call == null ? null : call.type();
        Outcome came;
        try {
            came = new Outcome.Returned(code.enter());
        } catch (Ended e) {
            return new RepeatedCall(number, call, asked, e.outcome, Optional.ofNullable(difference));
        } catch (RecordingException e) {
            throw e;
        } catch (ComponentException e) {
            if (difference != null) {
                return new RepeatedCall(number, call, asked, null, Optional.of(difference));
            }
            came = new Outcome.Failed(Failing.of(e), String.valueOf(e.getMessage()));
        }
        Outcome recorded = outcome(call == null ? null : call.type(), came);
        return new RepeatedCall(number, call, asked, recorded, Optional.ofNullable(difference));
    }

    /** How the call ended in the recording; notes a difference to how it ended now. */
    private @Nullable Outcome outcome(@Nullable FunctionType type, Outcome came) {
        if (in.atEnd() && type == null) {
            Outcome made = new Outcome.Returned(null);
            if (came instanceof Outcome.Failed) {
                differ("the making of the instance", "was made", inWords(null, came));
            }
            return made;
        }
        Event event = event();
        return switch (event) {
            case ASKED -> {
                Recorded question = recordedQuestion();
                differ("what it does next", "asks " + question.inWords, inWords(type, came));
                yield null;
            }
            case RETURNED -> {
                Object result = type == null || type.result() == null ? null : in.value(type.result());
                if (!in.atEnd()) {
                    // It failed after it had returned, as at its deadline.
                    expect(Event.FAILED);
                    yield compared(type, failure(), came);
                }
                yield compared(type, new Outcome.Returned(result), came);
            }
            case FAILED -> compared(type, failure(), came);
            default -> throw in.wrong("a call goes on with " + event);
        };
    }

    private Outcome compared(@Nullable FunctionType type, Outcome recorded, Outcome came) {
        if (recorded instanceof Outcome.Returned(Object result) && came instanceof Outcome.Returned(Object other)) {
            if (type != null && type.result() != null) {
                ValueDifference found = ValueDifference.of(
                        type.result(), Objects.requireNonNull(result), Objects.requireNonNull(other));
                if (found != null) {
                    differ("result" + found.path(), found.recorded(), found.came());
                }
            }
        } else if (recorded instanceof Outcome.Failed(Failing failing, String _)) {
            boolean same = failing == Failing.INTERRUPTED
                    || came instanceof Outcome.Failed(Failing other, String _) && other == failing;
            if (!same) {
                differ("how it ends", inWords(type, recorded), inWords(type, came));
            }
        } else {
            differ("how it ends", inWords(type, recorded), inWords(type, came));
        }
        return recorded;
    }

    private static String inWords(@Nullable FunctionType type, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned(Object result) ->
                type == null || type.result() == null
                        ? "returned"
                        : "returned " + ValueText.of(type.result(), Objects.requireNonNull(result));
            case Outcome.Failed(Failing failing, String said) -> failing.inWords() + ": " + said;
        };
    }

    private void differ(String where, String recorded, String came) {
        if (difference == null) {
            difference = new Difference(where, recorded, came);
        }
    }

    private void expect(Event wanted) {
        Event met = event();
        if (met != wanted) {
            throw in.wrong("a call goes on with " + met + ", and not with " + wanted);
        }
    }

    /** The component goes on no further: the recording does not, or something is not the same. */
    private static final class Ended extends RuntimeException {

        private final transient @Nullable Outcome outcome;

        Ended(@Nullable Outcome outcome) {
            super("the recording goes no further", null, false, false);
            this.outcome = outcome;
        }
    }

    /** A question of the recording; the arguments are null where the component does not import the function. */
    private record Recorded(int function, Object @Nullable [] arguments, String inWords) {}

    private Recorded recordedQuestion() {
        int function = function(Direction.IMPORTED);
        FunctionType type = types.get(function);
        String name = recording.functions().get(function).toString();
        if (type == null) {
            return new Recorded(function, null, name + ", which this component does not import");
        }
        Object[] arguments = in.fields(type.parameters());
        return new Recorded(
                function, arguments, name + "(" + ValueText.ofParameters(type.parameters(), arguments) + ")");
    }

    private Imports imports() {
        Imports.Builder imports = Imports.builder();
        component
                .type()
                .importedInterfaces()
                .forEach((interfaceName, functions) -> functions.forEach((name, type) -> imports.function(
                        interfaceName, name, arguments -> answer(interfaceName, name, type, arguments))));
        return imports.build();
    }

    private @Nullable Object answer(String interfaceName, String name, FunctionType type, Object[] came) {
        String inWords = interfaceName + " " + name + "(" + ValueText.ofParameters(type.parameters(), came) + ")";
        if (in.atEnd()) {
            differ("what it does next", "ended", "asks " + inWords);
            throw new Ended(null);
        }
        Event event = event();
        if (event != Event.ASKED) {
            throw ended(event, inWords);
        }
        Recorded question = recordedQuestion();
        RecordedFunction recorded = recording.functions().get(question.function);
        Object[] arguments = question.arguments;
        if (arguments == null
                || !recorded.interfaceName().equals(interfaceName)
                || !recorded.name().equals(name)) {
            differ("what it does next", "asks " + question.inWords, "asks " + inWords);
            throw new Ended(null);
        }
        List<Field> parameters = type.parameters();
        ValueDifference found = ValueDifference.ofParameters(parameters, arguments, came);
        if (found != null) {
            differ(interfaceName + " " + name + ", " + found.path(), found.recorded(), found.came());
            throw new Ended(null);
        }
        Call call = new Call(interfaceName, name, type, came);
        event = event();
        switch (event) {
            case ANSWERED -> {
                Object answer = type.result() == null ? null : in.value(type.result());
                asked.add(new Question(call, answer));
                return answer;
            }
            case FAILED -> {
                asked.add(new Question(call, null));
                throw new Ended(failure());
            }
            default -> throw in.wrong("a question is followed by " + event);
        }
    }

    /** In the recording the call ends where the component asks something now. */
    private Ended ended(Event event, String asks) {
        if (event == Event.FAILED) {
            Outcome.Failed failed = failure();
            if (failed.failing() != Failing.INTERRUPTED) {
                differ("what it does next", failed.failing().inWords() + ": " + failed.said(), "asks " + asks);
            }
            return new Ended(failed);
        }
        if (event != Event.RETURNED) {
            throw in.wrong("a call goes on with " + event);
        }
        FunctionType type = called;
        Object result = type == null || type.result() == null ? null : in.value(type.result());
        differ("what it does next", inWords(type, new Outcome.Returned(result)), "asks " + asks);
        return new Ended(null);
    }
}
