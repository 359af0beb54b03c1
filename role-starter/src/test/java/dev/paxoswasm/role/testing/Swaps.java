package dev.paxoswasm.role.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/** Components that take the place of others in running nodes. */
public final class Swaps {

    private static final Path COMPONENTS = Path.of("..", "components");

    private Swaps() {}

    /** A built component, by its path below {@code components}, without ending. */
    public static byte[] component(String name) {
        try {
            return Files.readAllBytes(COMPONENTS.resolve(name + ".wasm"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A component with a custom section behind it: another binary that does the same. */
    public static byte[] another(byte[] component) {
        byte[] another = Arrays.copyOf(component, component.length + 4);
        another[component.length + 1] = 2;
        another[component.length + 2] = 1;
        another[component.length + 3] = 'x';
        return another;
    }

    public static String digest(byte[] component) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(component);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a component to a node, as the program does that users have. */
    public static HttpResponse<String> put(RunningNode node, String name, byte[] component) {
        return node.send(request(node, "?name=" + name + "&digest=" + digest(component), component));
    }

    /** @param query as it stands behind the path */
    public static HttpRequest.Builder request(RunningNode node, String query, byte[] component) {
        return HttpRequest.newBuilder(node.uri("/actuator/component" + query))
                .header("Content-Type", "application/wasm")
                .PUT(BodyPublishers.ofByteArray(component));
    }

    /** Has a node go back to its built component. */
    public static HttpResponse<String> delete(RunningNode node) {
        return node.send(HttpRequest.newBuilder(node.uri("/actuator/component")).DELETE());
    }

    /** The name of the component that a node says it runs, and that its health does. */
    public static String runs(RunningNode node) {
        JsonNode info = RunningNode.json(node.get("/actuator/info")).path("component");
        JsonNode health = RunningNode.json(node.get("/actuator/health")).at("/components/component/details");
        assertThat(health.path("digest")).isEqualTo(info.path("digest"));
        return info.path("name").asString();
    }
}
