package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a problem document the refusal it was. One that carries no refusal, because the service around the component made it,
 * means that the node cannot serve.
 */
final class RefusalDecoder implements ErrorDecoder {

    private static final int MAX_PROBLEM_BYTES = 65_536;

    private final JsonMapper json;

    RefusalDecoder(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Exception decode(String method, Response response) {
        String fallback = "answered with status " + response.status();
        if (response.body() == null) {
            return unavailable(fallback);
        }
        try (InputStream body = response.body().asInputStream()) {
            JsonNode problem = json.readTree(body.readNBytes(MAX_PROBLEM_BYTES));
            JsonNode refusal = problem.path("refusal");
            if (refusal.isObject()) {
                return new RefusalException(json.treeToValue(refusal, Refusal.class));
            }
            String detail = problem.path("detail").asString("");
            return unavailable(detail.isEmpty() ? fallback : detail);
        } catch (IOException | JacksonException e) {
            return unavailable(fallback);
        }
    }

    private static RefusalException unavailable(String why) {
        return new RefusalException(new Refusal.Unavailable(why));
    }
}
