package dev.paxoswasm.client;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a user wants agreed, in JSON; {@link ProposalReader} reads it. */
@Schema(
        name = "Proposal",
        description = "A value to get agreed.",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record ProposalBody(
        @Schema(
                description = "Text, or bytes in base64; at most 1 MiB of bytes unless configured otherwise.",
                example = "hello",
                requiredMode = Schema.RequiredMode.REQUIRED)
        String value,

        @Schema(
                description = "How `value` is written; utf-8 when left out.",
                allowableValues = {ValueText.UTF_8, ValueText.BASE64})
        @Nullable
        String encoding) {

    ValueText text() {
        return new ValueText(value, encoding == null ? ValueText.UTF_8 : encoding);
    }
}
