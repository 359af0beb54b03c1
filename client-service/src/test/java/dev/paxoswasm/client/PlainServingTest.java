package dev.paxoswasm.client;

import static dev.paxoswasm.client.RawConnection.proposal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.client.RawConnection.Answer;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** When requests go past the container, seen at a client that is alone: what is proposed to it waits in vain. */
@Timeout(120)
class PlainServingTest {

    private static final String PLAIN = "paxos_requests_plain_total";

    @TempDir
    Path data;

    private static String waiting(int seconds) {
        return proposal("application/json", "{\"value\":\"x\"}", "Prefer: wait=" + seconds);
    }

    private static void assertUnknown(Answer answer) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.fields()).containsEntry("content-type", "application/problem+json");
        assertThat(answer.fields()).containsEntry("retry-after", "1");
        assertThat(answer.body()).contains("outcome-unknown", "whether it will be is unknown");
    }

    @Test
    void whoever_finds_no_place_is_told_to_come_again_and_a_wait_may_be_longer_than_a_silence() throws IOException {
        try (LocalCluster cluster = ClientCluster.in(
                data,
                "paxos.http.max-in-flight=2",
                "server.tomcat.keep-alive-timeout=1s",
                "server.tomcat.connection-timeout=1s")) {
            RunningNode client = cluster.start(Role.CLIENT, 1);
            try (RawConnection first = RawConnection.to(client);
                    RawConnection second = RawConnection.to(client)) {
                first.send(waiting(4));
                second.send(waiting(4));
                await().until(() -> client.meter(PLAIN) == 2);
                try (RawConnection third = RawConnection.to(client)) {
                    third.send(waiting(4));
                    Answer refused = third.answer();
                    assertThat(refused.status()).isEqualTo(429);
                    assertThat(refused.fields()).containsEntry("retry-after", "1");
                }

                assertUnknown(first.answer());
                assertUnknown(second.answer());
                assertThat(client.meter(PLAIN)).isEqualTo(2);
            }
        }
    }

    @Test
    void a_service_that_stops_answers_what_is_under_way() throws IOException {
        LocalCluster cluster = ClientCluster.in(data);
        RunningNode client = cluster.start(Role.CLIENT, 1);
        try (RawConnection connection = RawConnection.to(client)) {
            connection.send(waiting(3));
            await().until(() -> client.meter(PLAIN) == 1);
            Thread stopping = Thread.ofVirtual().start(cluster::close);
            assertUnknown(connection.answer());
            assertThat(connection.isClosed()).isTrue();
            await().until(() -> !stopping.isAlive());
        }
    }

    /** Where Spring Boot would otherwise have the container look at the headers of proxies in every request. */
    @Test
    void on_kubernetes_requests_go_past_the_container_too() throws IOException {
        try (LocalCluster cluster = ClientCluster.in(data, "spring.main.cloud-platform=kubernetes")) {
            RunningNode client = cluster.start(Role.CLIENT, 1);
            try (RawConnection connection = RawConnection.to(client)) {
                assertUnknown(connection.send(waiting(1)).answer());
            }
            assertThat(client.meter(PLAIN)).isEqualTo(1);
        }
    }

    @Test
    void a_filter_that_was_added_sees_every_request() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        Filter filter = (request, response, chain) -> {
            seen.add(request.getContentType());
            chain.doFilter(request, response);
        };
        SpringApplication application = ClientApplication.application();
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean("witness", Filter.class, () -> filter));
        try (LocalCluster cluster = new LocalCluster(data, Map.of(Role.CLIENT, () -> application))) {
            try (RawConnection connection = RawConnection.to(cluster.start(Role.CLIENT, 1))) {
                assertUnknown(connection.send(waiting(1)).answer());
            }
        }
        assertThat(seen).containsExactly("application/json");
    }

    @Test
    void a_log_of_accesses_has_every_request() throws IOException {
        try (LocalCluster cluster = ClientCluster.in(
                data,
                "server.tomcat.accesslog.enabled=true",
                "server.tomcat.accesslog.buffered=false",
                "server.tomcat.accesslog.directory=" + data.resolve("accesses"))) {
            try (RawConnection connection = RawConnection.to(cluster.start(Role.CLIENT, 1))) {
                assertUnknown(connection.send(waiting(1)).answer());
            }
            await().untilAsserted(() -> assertThat(accesses()).contains("POST /v1/proposals HTTP/1.1\" 503"));
        }
    }

    private String accesses() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.list(data.resolve("accesses"))) {
            for (Path file : files.toList()) {
                lines.append(Files.readString(file));
            }
        }
        return lines.toString();
    }
}
