package dev.paxoswasm.systemtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Plain requests to a node. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private Http() {}

    public static HttpResponse<String> get(String url) {
        return send(
                HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json, application/problem+json"));
    }

    public static JsonNode getJson(String url) {
        HttpResponse<String> response = get(url);
        if (response.statusCode() != 200) {
            throw new AssertionError(url + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body());
    }

    public static HttpResponse<String> post(String url, String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    public static HttpResponse<String> post(String url, String mediaType, byte[] body) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", mediaType)
                .header("Accept", "application/json, application/problem+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public static JsonNode postJson(String url, String json) {
        HttpResponse<String> response = post(url, json);
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(url + " answered " + response.statusCode() + ": " + response.body());
        }
        return Json.read(response.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
    }

    public static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return CLIENT.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
