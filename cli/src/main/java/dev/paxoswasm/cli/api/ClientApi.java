package dev.paxoswasm.cli.api;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a user can ask of the client service at {@code address}. */
public record ClientApi(URI address) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final Duration BEYOND_WAIT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Has bytes agreed.
     *
     * @param waitSeconds how long the service may try before it gives up
     * @throws Failure if it gave up or refused, with its reason
     */
    public LogEntry propose(byte[] value, int waitSeconds) {
        HttpRequest request = HttpRequest.newBuilder(at("/v1/proposals"))
                .header("Content-Type", "application/octet-stream")
                .header("Accept", "application/json")
                .header("Prefer", "wait=" + waitSeconds)
                .timeout(Duration.ofSeconds(waitSeconds).plus(BEYOND_WAIT))
                .POST(HttpRequest.BodyPublishers.ofByteArray(value))
                .build();
        return LogEntry.of(read(request, CREATED));
    }

    /**
     * The entries from a slot on; empty when that slot is not chosen yet.
     *
     * @param stale whether the latest may be missing
     */
    public List<LogEntry> log(long from, int limit, boolean stale) {
        HttpRequest request = HttpRequest.newBuilder(
                        at("/v1/log?from=" + from + "&limit=" + limit + (stale ? "&stale=true" : "")))
                .header("Accept", "application/json")
                .timeout(READ_TIMEOUT)
                .build();
        List<LogEntry> entries = new ArrayList<>();
        for (JsonNode entry : read(request, OK).path("entries")) {
            entries.add(LogEntry.of(entry));
        }
        return entries;
    }

    /** The entries from a slot on, as they are chosen. */
    public EventStream follow(long from) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(at("/v1/log?from=" + from))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<InputStream> response = Http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != OK) {
            try (InputStream body = response.body()) {
                throw refused(response.statusCode(), new String(body.readAllBytes()));
            }
        }
        return new EventStream(response.body());
    }

    private URI at(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    private JsonNode read(HttpRequest request, int expected) {
        try {
            HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw refused(response.statusCode(), response.body());
            }
            return JSON.readTree(response.body());
        } catch (ConnectException | HttpConnectTimeoutException _) {
            throw notThere();
        } catch (IOException e) {
            throw new Failure("the client service at " + address + " broke off: " + e.getMessage());
        } catch (JacksonException e) {
            throw new Failure(
                    "the client service at " + address + " answered what is no JSON: " + e.getOriginalMessage());
        }
    }

    public Failure notThere() {
        return new Failure("no client service answers at " + address + "; ./paxos up starts a cluster");
    }

    private static Failure refused(int status, String body) {
        String reason;
        try {
            JsonNode problem = JSON.readTree(body);
            reason = problem.path("detail").asString(problem.path("title").asString(body));
        } catch (JacksonException _) {
            reason = body;
        }
        return new Failure("refused with status " + status + ": " + reason);
    }
}
