package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ProblemException;
import dev.paxoswasm.role.web.ProblemType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads proposals strictly, token by token: it is on the path of every value, where binding by reflection would show.
 */
final class ProposalReader {

    private final JsonMapper json;

    ProposalReader(JsonMapper json) {
        this.json = json;
    }

    /** @throws ProblemException if it is no UTF-8 */
    JsonParser parser(byte[] body) {
        StrictUtf8.require(body, body.length);
        return json.createParser(body);
    }

    /**
     * Reads a text that is one proposal.
     *
     * @throws ProblemException if it is another value, or no UTF-8
     * @throws tools.jackson.core.JacksonException if it is no JSON
     */
    ProposalBody read(byte[] body, int length) {
        StrictUtf8.require(body, length);
        try (JsonParser parser = json.createParser(body, 0, length)) {
            parser.nextToken();
            ProposalBody proposal = current(parser, "the body");
            if (parser.nextToken() != null) {
                throw ProblemType.INVALID.because("the body is followed by something else; send one value");
            }
            return proposal;
        }
    }

    /**
     * Reads the value that begins at the current token, to its end even where it is none that fits.
     *
     * @param where what to call the value
     */
    ProposalBody current(JsonParser parser, String where) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw ProblemType.INVALID.because(where
                    + (parser.currentToken() == null
                            ? " is empty; send a body as the operation describes"
                            : " is of another type; it must be an object"));
        }
        String value = null;
        String encoding = null;
        String wrong = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "value" -> {
                    value = token == JsonToken.VALUE_STRING ? parser.getString() : "";
                    wrong = first(wrong, token == JsonToken.VALUE_STRING ? null : "value must be a text");
                }
                case "encoding" -> {
                    encoding = token == JsonToken.VALUE_STRING ? parser.getString() : null;
                    wrong = first(wrong, encoding == null ? "encoding must be a text, or left out" : null);
                }
                default -> wrong = first(wrong, name + " is no member here; known are encoding, value");
            }
            parser.skipChildren();
        }
        wrong = first(wrong, value == null ? "value is missing; it must be a text" : null);
        if (wrong != null || value == null) {
            throw ProblemType.INVALID.because(String.valueOf(wrong));
        }
        return new ProposalBody(value, encoding);
    }

    private static @Nullable String first(@Nullable String before, @Nullable String now) {
        return before == null ? now : before;
    }
}
