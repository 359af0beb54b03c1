package dev.paxoswasm.cli.api;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has a running node take another component in place of its own. */
public record ComponentApi(String node, String url) {
    private static final int OK = 200;

    /** A large component is compiled before it takes over. */
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** What the node runs from now on, and what it ran before. */
    public record Swapped(NodeComponent component, NodeComponent replaced) {}

    /**
     * Sends a component.
     *
     * @param name what it is to be called: letters, digits, dots, hyphens and underscores, at most 64
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @throws Failure if the node does not take it, with its reason
     */
    public Swapped put(String name, String digest, byte[] component) {
        return send(HttpRequest.newBuilder(URI.create(url + "/actuator/component?name=" + name + "&digest=" + digest))
                .header("Content-Type", "application/wasm")
                .PUT(BodyPublishers.ofByteArray(component)));
    }

    /**
     * Has it go back to the one that is built with its service.
     *
     * @throws Failure if it does not, with its reason
     */
    public Swapped builtIn() {
        return send(
                HttpRequest.newBuilder(URI.create(url + "/actuator/component")).DELETE());
    }

    private Swapped send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = Http.send(
                    request.header("Accept", "application/json, application/problem+json")
                            .timeout(TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() != OK) {
                throw new Failure(node + " goes on with what it runs: "
                        + answer.path("detail").asString(response.body()));
            }
            return new Swapped(component(answer.required("component")), component(answer.required("replaced")));
        } catch (IOException | JacksonException e) {
            throw new Failure(node + " at " + url + " did not answer (" + e.getMessage()
                    + "); ./paxos status shows what it runs");
        }
    }

    private static NodeComponent component(JsonNode named) {
        return new NodeComponent(
                named.required("name").asString(),
                named.required("digest").asString(),
                named.required("builtIn").asBoolean());
    }
}
