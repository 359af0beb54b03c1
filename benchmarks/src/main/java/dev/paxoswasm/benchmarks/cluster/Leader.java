package dev.paxoswasm.benchmarks.cluster;

import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A proposer that says of itself that it leads.
 *
 * @param round of its ballot; each campaign takes a higher one
 */
public record Leader(Node node, long round) {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    /** The one with the highest ballot; empty while none leads. */
    public static Optional<Leader> of(Layout layout) {
        return layout.of(Role.PROPOSER).stream()
                .flatMap(node -> status(node).stream())
                .max(Comparator.comparingLong(Leader::round));
    }

    private static Optional<Leader> status(Node proposer) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(proposer.url() + "/proposers/" + proposer.id() + "/status"))
                .header("Accept", "application/json")
                .timeout(TIMEOUT)
                .build();
        try {
            JsonNode status = JsonMapper.shared()
                    .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            return status.path("leadership").asString("").equals("leader")
                    ? Optional.of(new Leader(
                            proposer, status.path("ballot").path("round").asLong(0)))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
