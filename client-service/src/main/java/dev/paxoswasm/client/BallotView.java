package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.Ballot;
import io.swagger.v3.oas.annotations.media.Schema;

/** The ballot at which a value was first proposed for its slot. */
@Schema(name = "BallotOfOrigin", description = "The ballot at which the value was first proposed for its slot.")
record BallotView(
        @Schema(minimum = "1", maximum = "9007199254740991", requiredMode = Schema.RequiredMode.REQUIRED)
        long round,

        @Schema(minimum = "1", maximum = "4294967295", requiredMode = Schema.RequiredMode.REQUIRED)
        long proposer) {

    static BallotView of(Ballot ballot) {
        return new BallotView(ballot.round(), ballot.proposer());
    }
}
