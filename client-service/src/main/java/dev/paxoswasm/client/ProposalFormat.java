package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ContentType;
import dev.paxoswasm.role.web.ProblemType;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a value that is proposed alone, and writes what is answered: token by token, for every value pays for this, and
 * message conversion would cost more than all the rest of it.
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

    /**
     * Bytes are a value as they are only where it is said that they are bytes.
     *
     * @param contentType as it was sent; null where it was not
     * @throws dev.paxoswasm.role.web.ProblemException if it is no value
     */
    ProposedValue read(@Nullable String contentType, byte[] body) {
        ContentType type = contentType == null ? null : ContentType.parse(contentType);
        if (type != null && type.is(ProposalController.BYTES)) {
            return new ProposedValue(body, null);
        }
        if (type == null || !type.is(ProposalController.JSON)) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because(
                    (contentType == null ? "no Content-Type is given" : "that is no media type of a value") + "; send "
                            + ProposalController.JSON + " or " + ProposalController.BYTES);
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
