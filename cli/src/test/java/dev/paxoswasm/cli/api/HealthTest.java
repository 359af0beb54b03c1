package dev.paxoswasm.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private HttpServer node;

    @BeforeEach
    void start() throws IOException {
        node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.start();
    }

    @AfterEach
    void stop() {
        node.stop(0);
    }

    private void answers(String path, int status, String body) {
        node.createContext(path, exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals(path) ? status : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private Health.Answer asked() {
        return Health.answer("http://127.0.0.1:" + node.getAddress().getPort());
    }

    @Test
    void a_proposer_that_is_ready_and_cannot_lead_is_not_up_and_says_why() {
        answers("/actuator/health/readiness", 200, "{\"status\":\"UP\"}");
        answers("/actuator/health", 503, """
                {"status":"DOWN","components":{
                  "leadership":{"status":"DOWN","details":{"reason":"no round is left","leadership":"follower"}},
                  "refreshScope":{"status":"UNKNOWN"},
                  "storage":{"status":"UP","details":{"directory":"data"}}}}
                """);

        assertThat(asked().status()).isEqualTo("DOWN");
        assertThat(asked().reason()).hasValue("leadership: no round is left");
    }

    @Test
    void a_node_in_health_has_no_reason_not_to_be() {
        answers("/actuator/health", 200, "{\"status\":\"UP\",\"components\":{\"ping\":{\"status\":\"UP\"}}}");

        assertThat(asked()).isEqualTo(new Health.Answer("UP", java.util.Optional.empty()));
    }

    @Test
    void what_is_no_answer_of_a_node_is_unreachable() {
        answers("/actuator/health", 200, "<html>");

        assertThat(asked().status()).isEqualTo("UNREACHABLE");
    }
}
