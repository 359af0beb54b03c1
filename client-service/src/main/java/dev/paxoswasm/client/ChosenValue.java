package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenId;
import io.swagger.v3.oas.annotations.media.Schema;

/** A value that was proposed here and is chosen. */
@Schema(name = "ChosenValue", description = "A value that is chosen: no other will ever be chosen for its slot.")
record ChosenValue(
        @Schema(description = "Its position in the log, from 1.")
        long slot,

        BallotView ballot,
        String value,

        @Schema(allowableValues = {ValueText.UTF_8, ValueText.BASE64})
        String encoding) {

    static ChosenValue of(ChosenId place, ValueText text) {
        return new ChosenValue(place.slot(), BallotView.of(place.origin()), text.value(), text.encoding());
    }

    /** Where it can be read. */
    String location() {
        return "/v1/log/" + slot;
    }
}
