package dev.paxoswasm.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which component a node runs, as it says itself.
 *
 * @param name    its file, without folder and ending
 * @param digest  {@code sha256:} and 64 hexadecimal digits
 * @param builtIn whether it is the one that is built with the node's service
 */
public record NodeComponent(String name, String digest, boolean builtIn) {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** Its answer; empty where it gives none. */
    public static Optional<NodeComponent> of(String nodeUrl) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nodeUrl + "/actuator/info"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode component = JsonMapper.shared().readTree(response.body()).path("component");
            return component.path("builtIn").isBoolean()
                    ? Optional.of(new NodeComponent(
                            component.required("name").asString(),
                            component.required("digest").asString(),
                            component.required("builtIn").asBoolean()))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }
}
