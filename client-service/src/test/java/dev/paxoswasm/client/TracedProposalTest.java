package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.Collector;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class TracedProposalTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENDER = "b7ad6b7169203331";

    @TempDir
    Path data;

    private static int propose(RunningNode client, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString("{\"value\":\"traced\"}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request).statusCode();
    }

    @Test
    void one_trace_goes_on_from_whoever_asks_through_client_proposer_acceptors_and_learners() throws IOException {
        try (Collector collector = Collector.start();
                LocalCluster cluster = ClientCluster.in(
                        data,
                        "paxos.tracing.endpoint=" + collector.endpoint(),
                        "paxos.tracing.probability=0",
                        "paxos.timing.election-timeout=3s")) {
            cluster.startAll();
            RunningNode client = cluster.node(Role.CLIENT, 1);
            assertThat(propose(client)).isEqualTo(201);
            assertThat(propose(client, "traceparent", "00-" + TRACE + "-" + SENDER + "-01"))
                    .isEqualTo(201);

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                List<Collector.Span> spans = collector.spans(TRACE);
                assertThat(spans.stream().map(span -> span.service() + " " + span.name()))
                        .contains(
                                "paxos-client POST /v1/proposals",
                                "paxos-client submit",
                                "paxos-proposer proposer.propose",
                                "paxos-acceptor acceptor.accept",
                                "paxos-learner learner.learn");
                assertThat(spans)
                        .filteredOn(span -> span.parent().equals(SENDER))
                        .hasSize(1);
                // Each node sends its own when it likes.
                Set<String> known = spans.stream().map(Collector.Span::id).collect(Collectors.toSet());
                known.add(SENDER);
                assertThat(spans)
                        .allSatisfy(
                                span -> assertThat(known).as(span.toString()).contains(span.parent()));
            });
            assertThat(collector.spans())
                    .as("none begins by itself")
                    .allSatisfy(span -> assertThat(span.trace()).isEqualTo(TRACE));
        }
    }
}
