package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.type.FunctionType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a recording, and what came of it when it was repeated.
 *
 * @param number from 0, which is the making of the instance
 * @param call what was called, with what; null where the instance was made, or where the call failed before its
 *     arguments had been passed
 * @param asked what it asked of its imports, as far as it was the same as recorded
 * @param outcome how it ended, in the recording
 * @param difference the first thing that was not the same
 */
public record RepeatedCall(
        long number,
        @Nullable Call call,
        List<Question> asked,
        @Nullable Outcome outcome,
        Optional<Difference> difference) {

    /** A function with its arguments. */
    public record Call(String interfaceName, String function, FunctionType type, Object[] arguments) {}

    /** What was asked of an import; @param answer null where it has none, or failed */
    public record Question(Call call, @Nullable Object answer) {}

    /** How a call ended. */
    public sealed interface Outcome {

        /** @param result null where the function has none */
        record Returned(@Nullable Object result) implements Outcome {}

        record Failed(Failing failing, String said) implements Outcome {}
    }

    /**
     * Something is not the same.
     *
     * @param where in the call
     */
    public record Difference(String where, String recorded, String came) {}
}
