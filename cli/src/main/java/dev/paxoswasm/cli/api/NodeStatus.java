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

/** Asks a node what it is at: the operation {@code status} of its role. */
public final class NodeStatus {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private NodeStatus() {}

    /** Its answer; empty where it gives none. */
    public static Optional<JsonNode> of(String nodeUrl, String role, int id) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nodeUrl + "/" + role + "s/" + id + "/status"))
                    .header("Accept", "application/json")
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == OK
                    ? Optional.of(JsonMapper.shared().readTree(response.body()))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }
}
