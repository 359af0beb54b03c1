package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedCluster.class)
@Timeout(60)
class FollowingTheLogIT {

    private record Event(long id, JsonNode entry) {}

    /** An open stream of events. */
    private record Stream(BufferedReader lines) implements AutoCloseable {
        static Stream open(Cluster cluster, String query, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.client() + "/v1/log" + query))
                    .header("Accept", "text/event-stream")
                    .timeout(Duration.ofSeconds(20));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            HttpResponse<InputStream> response = Http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
            return new Stream(new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        }

        Event next() throws IOException {
            long id = -1;
            while (true) {
                String line = lines.readLine();
                assertThat(line).as("the stream goes on").isNotNull();
                if (line.startsWith("id:")) {
                    id = Long.parseLong(line.substring(3).strip());
                } else if (line.startsWith("data:")) {
                    return new Event(id, Json.read(line.substring(5)));
                }
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }

    @Test
    void shows_values_as_they_are_chosen_and_resumes_after_the_last_event_seen(Cluster cluster) throws IOException {
        long first = cluster.chosen("followed 1");
        long second;
        try (Stream stream = Stream.open(cluster, "?from=" + first)) {
            expect(stream.next(), first, "followed 1");
            second = cluster.chosen("followed 2");
            expect(stream.next(), second, "followed 2");
        }
        long third = cluster.chosen("followed 3");
        try (Stream stream = Stream.open(cluster, "", "Last-Event-ID", String.valueOf(second))) {
            expect(stream.next(), third, "followed 3");
        }
    }

    @Test
    void shows_the_whole_log_from_the_beginning_without_a_gap(Cluster cluster) throws IOException {
        long last = cluster.chosen("the end of the whole log");
        try (Stream stream = Stream.open(cluster, "")) {
            for (long slot = 1; slot <= last; slot++) {
                assertThat(stream.next().id()).isEqualTo(slot);
            }
        }
    }

    private static void expect(Event event, long slot, String value) {
        assertThat(event.id()).isEqualTo(slot);
        assertThat(event.entry().required("slot").asLong()).isEqualTo(slot);
        assertThat(event.entry().required("value").asString()).isEqualTo(value);
    }
}
