package dev.paxoswasm.client;

import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a value that is proposed alone, and writes what is answered: token by token, for every value pays for this, and message
 * conversion would cost more than all the rest of it.
 */
final class ProposalFormat {

    /** Of an answer, beside the value. */
    private static final int USUAL_BYTES = 128;

    private final ProposalReader reader;
    private final JsonMapper json;

    ProposalFormat(ProposalReader reader, JsonMapper json) {
        this.reader = reader;
        this.json = json;
    }

    /** @throws dev.paxoswasm.role.web.ProblemException if it is no value */
    ProposedValue read(String contentType, byte[] body) {
        String type = ProposalController.JSON;
        if (!contentType.regionMatches(true, 0, type, 0, type.length())) {
            return new ProposedValue(body, null);
        }
        ValueText text = reader.read(body, body.length).text();
        return new ProposedValue(text.bytes(), text.encoding());
    }

    byte[] bytes(ChosenValue chosen) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(chosen.value().length() + USUAL_BYTES)) {
            write(chosen, bytes);
            return bytes.toByteArray();
        }
    }

    void write(ChosenValue chosen, OutputStream to) {
        try (JsonGenerator out = json.createGenerator(to)) {
            out.writeStartObject();
            out.writeNumberProperty("slot", chosen.slot());
            out.writeObjectPropertyStart("ballot");
            out.writeNumberProperty("round", chosen.ballot().round());
            out.writeNumberProperty("proposer", chosen.ballot().proposer());
            out.writeEndObject();
            out.writeStringProperty("value", chosen.value());
            out.writeStringProperty("encoding", chosen.encoding());
            out.writeEndObject();
        }
    }
}
