package dev.paxoswasm.cli.api;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running node for the last calls into its component. */
public record RecordingApi(String node, String url) {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** @throws Failure if the node does not give it, with its reason */
    public byte[] get() {
        try {
            HttpResponse<byte[]> response = Http.send(
                    HttpRequest.newBuilder(URI.create(url + "/actuator/recording"))
                            .header("Accept", "application/octet-stream, application/problem+json")
                            .timeout(TIMEOUT)
                            .GET()
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw new Failure(node + " gives no recording: " + reason(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new Failure(node + " at " + url + " did not answer (" + e.getMessage() + ")");
        }
    }

    private static String reason(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return JsonMapper.shared().readTree(text).path("detail").asString(text);
        } catch (JacksonException _) {
            return text;
        }
    }
}
