package dev.paxoswasm.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is chosen for a slot. */
@Schema(name = "LogEntry", description = "What is chosen for a slot.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogEntry(
        @Schema(
                description = "The position in the log.",
                minimum = "1",
                maximum = "9007199254740991",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long slot,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) BallotView ballot,

        @Schema(
                description = "`no-op` where a leader closed a gap with nothing.",
                allowableValues = {"value", "no-op"},
                requiredMode = Schema.RequiredMode.REQUIRED)
        String kind,

        @Schema(description = "Left out of a no-op.") @Nullable
        String value,

        @Schema(
                description = "How `value` is written. Left out of a no-op.",
                allowableValues = {ValueText.UTF_8, ValueText.BASE64})
        @Nullable
        String encoding) {

    static LogEntry of(ChosenEntry chosen) {
        BallotView ballot = BallotView.of(chosen.entry().origin());
        return switch (chosen.entry().content()) {
            case Content.NoOp() -> new LogEntry(chosen.slot(), ballot, "no-op", null, null);
            case Content.Command(Command command) -> {
                ValueText text = ValueText.of(command.payload());
                yield new LogEntry(chosen.slot(), ballot, "value", text.value(), text.encoding());
            }
        };
    }
}
