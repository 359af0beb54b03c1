package dev.paxoswasm.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a user wants agreed, in JSON. */
@Schema(name = "Proposal", description = "A value to get agreed.")
record ProposalBody(
        @Schema(
                description = "Text, or bytes in base64; at most 1 MiB of bytes unless configured otherwise.",
                example = "hello")
        @JsonProperty(value = "value", required = true)
        String value,

        @Schema(
                description = "How `value` is written; utf-8 when left out.",
                allowableValues = {ValueText.UTF_8, ValueText.BASE64})
        @JsonProperty("encoding")
        @Nullable
        String encoding) {

    ProposalBody {
        if (value == null) {
            throw new IllegalArgumentException("value is missing or null; it must be a text");
        }
    }

    ValueText text() {
        return new ValueText(value, encoding == null ? ValueText.UTF_8 : encoding);
    }
}
