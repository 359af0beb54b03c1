package dev.paxoswasm.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a node whether it can do its work. */
public final class Health {
    public static final String UP = "UP";
    /** Its process lives, and does not answer. */
    public static final String UNREACHABLE = "UNREACHABLE";
    /** Its process has ended. */
    public static final String DEAD = "DEAD";
    /** It could not be started. */
    public static final String NOT_STARTED = "NOT_STARTED";

    /** Of a part that has no opinion. */
    private static final String UNKNOWN = "UNKNOWN";

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private Health() {}

    /**
     * What a node says of itself, or is said of it.
     *
     * @param status as in {@code OUT_OF_SERVICE}
     * @param reason why it is not up
     */
    public record Answer(String status, Optional<String> reason) {
        public static Answer dead() {
            return new Answer(DEAD, Optional.empty());
        }

        public static Answer notStarted(String why) {
            return new Answer(NOT_STARTED, Optional.of(why));
        }

        public boolean isUp() {
            return status.equals(UP);
        }
    }

    /** What it says of its health; {@link #UNREACHABLE} where it says nothing. */
    public static String of(String nodeUrl) {
        return answer(nodeUrl).status();
    }

    /**
     * What it says of its health, and why; {@link #UNREACHABLE} where it says nothing. Its readiness would be too
     * little: a proposer that cannot lead, or a client service that gets nothing agreed, is ready all the same.
     */
    public static Answer answer(String nodeUrl) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(nodeUrl + "/actuator/health"))
                    .timeout(TIMEOUT)
                    .build();
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode health = JsonMapper.shared().readTree(response.body());
            String status = health.path("status").asString(UNREACHABLE);
            return new Answer(status, status.equals(UP) ? Optional.empty() : reason(health.path("components")));
        } catch (IOException | JacksonException _) {
            return new Answer(UNREACHABLE, Optional.empty());
        }
    }

    /** What those of its parts say that are not up. */
    private static Optional<String> reason(JsonNode components) {
        List<String> reasons = new ArrayList<>();
        components.forEachEntry((name, part) -> {
            JsonNode details = part.path("details");
            String status = part.path("status").asString(UP);
            if (!status.equals(UP) && !status.equals(UNKNOWN)) {
                reasons.add(
                        name + ": " + details.path("reason").asString(details.isEmpty() ? status : details.toString()));
            }
        });
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    /** Whether this proposer leads. */
    public static boolean leads(String proposerUrl, int id) {
        return NodeStatus.of(proposerUrl, "proposer", id)
                .filter(status -> status.path("leadership").asString("").equals("leader"))
                .isPresent();
    }
}
