package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenId;
import io.swagger.v3.oas.annotations.media.Schema;

/** A value that was proposed here and is chosen. */
@Schema(name = "ChosenValue", description = "A value that is chosen: no other will ever be chosen for its slot.")
record ChosenValue(
        @Schema(
                description = "Its position in the log.",
                minimum = "1",
                maximum = "9007199254740991",
                requiredMode = Schema.RequiredMode.REQUIRED)
        long slot,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) BallotView ballot,

        @Schema(description = "As it was proposed.", requiredMode = Schema.RequiredMode.REQUIRED)
        String value,

        @Schema(
                description = "How `value` is written.",
                allowableValues = {ValueText.UTF_8, ValueText.BASE64},
                requiredMode = Schema.RequiredMode.REQUIRED)
        String encoding) {

    static ChosenValue of(ChosenId place, ValueText text) {
        return new ChosenValue(place.slot(), BallotView.of(place.origin()), text.value(), text.encoding());
    }

    /** Where it can be read. */
    String location() {
        return "/v1/log/" + slot;
    }
}
