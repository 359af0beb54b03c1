package dev.paxoswasm.component;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The components under {@code src/test/components}, parsed once. */
final class TestComponents {

    static final Limits PATIENT = Limits.DEFAULT.withCallDeadline(Duration.ofSeconds(20));

    private static final Map<String, Component> PARSED = new ConcurrentHashMap<>();

    private TestComponents() {}

    static byte[] bytes(String name) {
        try (InputStream in = TestComponents.class.getResourceAsStream("/components/" + name + ".wasm")) {
            if (in == null) {
                throw new IllegalArgumentException("no test component " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Component component(String name) {
        return PARSED.computeIfAbsent(name, key -> Component.parse(bytes(key)));
    }

    static ComponentInstance instance(String name) {
        return component(name).instantiate(Imports.none(), PATIENT);
    }
}
