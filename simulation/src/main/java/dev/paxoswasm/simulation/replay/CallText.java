package dev.paxoswasm.simulation.replay;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.RepeatedCall.Call;
import dev.paxoswasm.component.recording.RepeatedCall.Outcome;
import dev.paxoswasm.component.recording.RepeatedCall.Question;
import dev.paxoswasm.component.recording.ValueText;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Calls as people read them. */
final class CallText implements CallPrinter {

    private final PrintStream out;

    CallText(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(Recording recording, Component component) {
        String recorded = recording.about("component").orElse("");
        out.println(about(recording, "node", "a node") + " of the cluster " + about(recording, "cluster", "?")
                + ", version " + about(recording, "version", "?") + ", " + about(recording, "written", "?"));
        out.println("component " + recorded);
        if (!component.digest().equals(recorded)) {
            out.println("repeated by " + component.digest());
        }
        out.println("written because " + about(recording, "cause", "?"));
        recording.about("left-out").ifPresent(what -> out.println("left out is " + shown(what)));
        out.println("calls " + recording.firstCall() + " to " + (recording.firstCall() + recording.calls() - 1)
                + (recording.beginsWithNewInstance()
                        ? ", from the making of the instance on"
                        : ", from the state of that time on"));
    }

    private static String about(Recording recording, String name, String otherwise) {
        return shown(recording.about(name).orElse(otherwise));
    }

    /** What a file says is not to change the terminal. */
    private static String shown(String text) {
        String quoted = ValueText.of(WitType.STRING, text);
        return text.length() < 80 && quoted.equals("\"" + text + "\"") ? text : quoted;
    }

    @Override
    public void call(RepeatedCall repeated) {
        Call call = repeated.call();
        out.println();
        if (call == null) {
            out.println("call " + repeated.number() + "  "
                    + (repeated.outcome() instanceof Outcome.Failed
                            ? "what was called cannot be told: it failed before it had its arguments"
                            : "the instance is made"));
        } else {
            out.println("call " + repeated.number() + "  " + inWords(call));
        }
        repeated.asked().forEach(this::asked);
        if (repeated.difference().isPresent()) {
            RepeatedCall.Difference difference = repeated.difference().get();
            out.println();
            out.println("call " + repeated.number() + " differs: " + difference.where());
            out.println("  recorded  " + difference.recorded());
            out.println("  came      " + difference.came());
        } else if (repeated.outcome() != null) {
            outcome(call == null ? null : call.type(), repeated.outcome());
        }
    }

    private static String inWords(Call call) {
        return call.interfaceName() + " " + call.function() + "("
                + ValueText.ofParameters(call.type().parameters(), call.arguments()) + ")";
    }

    private void asked(Question question) {
        Object answer = question.answer();
        WitType type = question.call().type().result();
        out.println("  asks " + inWords(question.call())
                + (type == null || answer == null ? "" : " -> " + ValueText.of(type, answer)));
    }

    private void outcome(@Nullable FunctionType type, Outcome outcome) {
        switch (outcome) {
            case Outcome.Returned(Object result) -> {
                if (result != null && type != null && type.result() != null) {
                    out.println("  -> " + ValueText.of(type.result(), result));
                }
            }
            case Outcome.Failed failed ->
                out.println("  " + failed.failing().inWords() + ": " + ValueText.of(WitType.STRING, failed.said()));
        }
    }

    @Override
    public void end(long repeated) {
        out.println();
        out.println(repeated + " calls repeated, and all is the same");
    }
}
