package dev.paxoswasm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The measurement against a service that answers wrongly: it must notice. */
class BenchTest {
    private final AtomicLong slot = new AtomicLong();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private BenchReport measure(int values) {
        return measure(new Bench.Shape.Requests(new Proposals()), values);
    }

    private BenchReport measure(Bench.Shape shape, int values) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Bench(address, shape, 4, 64, Duration.ZERO, Duration.ofSeconds(20), values).run();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String value(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return body.substring("{\"value\":\"".length(), body.length() - 2);
    }

    @Test
    void right_answers_are_counted_and_timed() {
        server.createContext(
                "/v1/proposals",
                exchange -> answer(
                        exchange,
                        201,
                        "{\"slot\":" + slot.incrementAndGet() + ",\"value\":\"" + value(exchange) + "\"}"));

        BenchReport report = measure(100);

        assertThat(report.errors()).isEmpty();
        assertThat(report.values()).isEqualTo(100);
        assertThat(report.p99Millis()).isPositive();
    }

    @Test
    void another_value_than_the_proposed_one_is_an_error() {
        server.createContext("/v1/proposals", exchange -> {
            value(exchange);
            answer(exchange, 201, "{\"slot\":1,\"value\":\"another\"}");
        });

        assertThat(measure(10).errors()).containsEntry("wrong answer: another value than the one proposed", 10);
    }

    @Test
    void a_slot_that_is_answered_twice_is_an_error() {
        server.createContext(
                "/v1/proposals",
                exchange -> answer(exchange, 201, "{\"slot\":7,\"value\":\"" + value(exchange) + "\"}"));

        assertThat(measure(10).errors())
                .containsEntry("wrong answer: a slot that was answered for another value, too", 9);
    }

    @Test
    void a_refusal_is_an_error_by_its_status() {
        server.createContext("/v1/proposals", exchange -> {
            value(exchange);
            answer(exchange, 503, "{}");
        });

        assertThat(measure(10).errors()).containsEntry("status 503", 10);
    }

    @Test
    void a_refusal_that_comes_before_the_request_is_sent_does_not_cut_it_short() {
        int larger = 16 << 20;
        List<Integer> lengths = new CopyOnWriteArrayList<>();
        server.createContext("/v1/proposals", exchange -> {
            exchange.sendResponseHeaders(503, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            lengths.add(value(exchange).length());
            exchange.close();
        });

        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        BenchReport report = new Bench(
                        address,
                        new Bench.Shape.Requests(new Proposals()),
                        1,
                        larger,
                        Duration.ZERO,
                        Duration.ofSeconds(20),
                        3)
                .run();

        assertThat(report.errors()).containsExactly(entry("status 503", 3));
        assertThat(lengths).startsWith(larger, larger).allMatch(length -> length == larger);
    }

    @Test
    void an_answer_in_chunks_is_read_as_well() {
        server.createContext("/v1/proposals", exchange -> {
            byte[] body = ("{\"slot\":" + slot.incrementAndGet() + ",\"value\":\"" + value(exchange) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(201, 0);
            exchange.getResponseBody().write(body, 0, 5);
            exchange.getResponseBody().flush();
            exchange.getResponseBody().write(body, 5, body.length - 5);
            exchange.close();
        });

        BenchReport report = measure(20);

        assertThat(report.errors()).isEmpty();
        assertThat(report.values()).isEqualTo(20);
    }

    private void answerLines(String format) {
        server.createContext("/v1/proposals:batch", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            BufferedReader lines = new BufferedReader(new InputStreamReader(exchange.getRequestBody()));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = format.formatted(slot.incrementAndGet());
                exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
    }

    @Test
    void each_value_of_a_batch_is_counted() {
        answerLines("{\"slot\":%d}\n");

        BenchReport report = measure(new Bench.Shape.Requests(new ProposalBatches(7)), 100);

        assertThat(report.errors()).isEmpty();
        assertThat(report.values()).isEqualTo(100);
    }

    @Test
    void values_travel_in_one_request_that_stays_open() {
        answerLines("{\"slot\":%d}\n");

        BenchReport report = measure(new Bench.Shape.Stream(5), 100);

        assertThat(report.errors()).isEmpty();
        assertThat(report.values()).isEqualTo(100);
        assertThat(slot).hasValue(100);
    }

    @Test
    void a_refused_line_is_an_error_that_names_its_status() {
        answerLines("{\"index\":%d,\"problem\":{\"title\":\"Unavailable\",\"status\":503}}\n");

        assertThat(measure(new Bench.Shape.Stream(5), 10).errors()).containsExactly(entry("status 503 of a value", 10));
    }

    @Test
    void a_line_of_something_else_is_a_wrong_answer() {
        answerLines("{\"index\":%d}\n");

        assertThat(measure(new Bench.Shape.Stream(5), 10).errors())
                .containsExactly(entry("wrong answer: not what the API promises", 10));
    }

    @Test
    void a_connection_that_breaks_is_an_error_and_the_client_goes_on() {
        server.createContext("/v1/proposals", exchange -> {
            if (slot.incrementAndGet() <= 4) {
                exchange.close();
            } else {
                answer(exchange, 201, "{\"slot\":" + slot + ",\"value\":\"" + value(exchange) + "\"}");
            }
        });

        BenchReport report = measure(20);

        assertThat(report.errors()).containsEntry("connection: the connection ended", 4);
        assertThat(report.values()).isEqualTo(16);
    }
}
