package dev.paxoswasm.role.testing;

import dev.paxoswasm.contract.WitBinary;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service that runs as it does in production, on a free port, and what a user can ask it. */
public final class RunningNode implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trustingThoseInTheStore())
            .build();
    private final ConfigurableApplicationContext context;

    private RunningNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** As {@code javax.net.ssl.trustStore} says now; the JVM's own context may be older. */
    private static SSLContext trustingThoseInTheStore() {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, null, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * @param data the directory of this node alone
     * @param options as on the command line; later ones override
     */
    public static RunningNode start(SpringApplication application, Path data, String... options) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String option : concat("--server.port=0", "--paxos.data-directory=" + data, options)) {
            arguments.put(option.substring(0, option.indexOf('=')), option);
        }
        return new RunningNode(application.run(arguments.values().toArray(String[]::new)));
    }

    private static List<String> concat(String port, String data, String... options) {
        List<String> all = new ArrayList<>(List.of(port, data));
        all.addAll(List.of(options));
        return all;
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public URI uri(String path) {
        String scheme = context.getEnvironment().containsProperty("server.ssl.key-store") ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    public HttpResponse<byte[]> bytes(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET(), BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> postJson(String path, String body) {
        return post(path, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse<String> post(String path, String contentType, byte[] body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Posts a binary body as another node does. */
    public HttpResponse<String> message(String path, byte[] body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", WitBinary.MEDIA_TYPE)
                .header("Accept", WitBinary.MEDIA_TYPE + ", application/problem+json")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Posts bytes and accepts an answer of the same media type. */
    public HttpResponse<byte[]> exchange(String path, String mediaType, byte[] body) {
        return send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", mediaType)
                        .header("Accept", mediaType)
                        .POST(BodyPublishers.ofByteArray(body)),
                BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("the service did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What a meter shows, by the name that Prometheus has for it. */
    public double meter(String name) {
        return get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + name));
    }

    public static JsonNode tree(String json) {
        return JSON.readTree(json);
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
