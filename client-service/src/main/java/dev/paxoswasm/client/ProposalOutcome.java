package dev.paxoswasm.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.role.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What became of one value of a batch. */
@Schema(
        name = "ProposalOutcome",
        description = "What became of one value of a batch: where it is chosen, or the problem that it met.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProposalOutcome(
        @Schema(
                description = "The place of the value in the batch, from 0.",
                minimum = "0",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long index,

        @Schema(description = "Its position in the log.", minimum = "1", maximum = "9007199254740991") @Nullable
        Long slot,

        @Nullable BallotView ballot,

        @Schema(ref = "#/components/schemas/Problem") @Nullable
        Problem problem) {

    static ProposalOutcome refused(long index, Problem problem) {
        return new ProposalOutcome(index, null, null, problem);
    }

    static ProposalOutcome chosen(long index, ChosenId place) {
        return new ProposalOutcome(index, place.slot(), BallotView.of(place.origin()), null);
    }

    /** As JSON, without a line break. */
    byte[] write(JsonMapper json) {
        if (slot == null || ballot == null) {
            return json.writeValueAsBytes(this);
        }
        String text = "{\"index\":" + index + ",\"slot\":" + slot + ",\"ballot\":{\"round\":" + ballot.round()
                + ",\"proposer\":" + ballot.proposer() + "}}";
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
