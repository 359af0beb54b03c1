package dev.paxoswasm.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a node whether it can do its work. */
public final class Health {
    public static final String UP = "UP";
    /** Its process lives, and does not answer. */
    public static final String UNREACHABLE = "UNREACHABLE";
    /** Its process has ended. */
    public static final String DEAD = "DEAD";

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private Health() {}

    /** What its readiness says, as in {@code OUT_OF_SERVICE}; {@link #UNREACHABLE} where it says nothing. */
    public static String of(String nodeUrl) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nodeUrl + "/actuator/health/readiness"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(response.body()).path("status").asString(UNREACHABLE);
        } catch (IOException | JacksonException _) {
            return UNREACHABLE;
        }
    }

    /** Whether this proposer leads. */
    public static boolean leads(String proposerUrl, int id) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(proposerUrl + "/proposers/" + id + "/status"))
                    .header("Accept", "application/json")
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared()
                    .readTree(response.body())
                    .path("leadership")
                    .asString("")
                    .equals("leader");
        } catch (IOException | JacksonException _) {
            return false;
        }
    }
}
