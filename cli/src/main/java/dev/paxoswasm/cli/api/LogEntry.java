package dev.paxoswasm.cli.api;

import tools.jackson.databind.JsonNode;

/**
 * A slot of the log, as the client API shows it.
 *
 * @param value    as it came: text, or base64; empty for a no-op
 * @param encoding {@code utf-8}, {@code base64}, or what else the client API names
 * @param json     the whole entry
 */
public record LogEntry(long slot, String ballot, String value, String encoding, JsonNode json) {
    static LogEntry of(JsonNode json) {
        JsonNode ballot = json.path("ballot");
        return new LogEntry(
                json.required("slot").asLong(),
                ballot.path("round").asString("?") + "."
                        + ballot.path("proposer").asString("?"),
                json.path("value").asString(""),
                json.path("encoding").asString(""),
                json);
    }

    /** Whether a leader closed a gap here, and no one's value stands here. */
    public boolean isNoOp() {
        return json.path("value").isMissingNode() || json.path("value").isNull();
    }
}
