package dev.paxoswasm.cli.api;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator can ask of an acceptor. */
public record AcceptorApi(String url, int id) {
    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * Whether an acceptor votes.
     *
     * @param standing as in {@code voting}
     * @param waitsFor why it does not vote; empty where it does
     */
    public record Standing(long life, String standing, String waitsFor) {
        private static Standing of(JsonNode status) {
            return new Standing(
                    status.path("life").asLong(),
                    status.path("standing").asString(""),
                    status.path("waitsFor").asString(""));
        }

        public boolean votes() {
            return standing.equals("voting");
        }

        /** Whether it waits to be recovered. */
        public boolean forgot() {
            return standing.equals("forgetful");
        }
    }

    /** Empty where it does not answer. */
    public Optional<Standing> standing() {
        return NodeStatus.of(url, "acceptor", id).map(Standing::of);
    }

    /**
     * Begins its recovery.
     *
     * @param life the life to end
     * @throws Failure if it refuses, with its reason
     */
    public Standing recover(long life) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/acceptors/" + id + "/recover"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.ofString("{\"life\":" + life + "}"))
                .build();
        try {
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode answer = JsonMapper.shared().readTree(response.body());
            if (response.statusCode() != OK) {
                throw new Failure("acceptor-" + id + " cannot be recovered: "
                        + answer.path("detail").asString(response.body()));
            }
            return Standing.of(answer);
        } catch (IOException | JacksonException e) {
            throw new Failure("acceptor-" + id + " at " + url + " did not answer: " + e.getMessage());
        }
    }
}
