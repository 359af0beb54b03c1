package dev.paxoswasm.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void theExampleRuns() throws Exception {
        Component component =
                Component.parse(Files.readAllBytes(Path.of("src/test/resources/components/trouble.wasm")));
        assertThat(component.digest()).startsWith("sha256:668f0fc9");

        Imports imports = Imports.builder()
                .function("host", "call", arguments -> (Long) arguments[0] + 1)
                .build();
        ComponentInstance instance = component.instantiate(
                imports, Limits.DEFAULT.withCallDeadline(Duration.ofMillis(200)).withMaxMemoryBytes(16 << 20));

        ComponentFunction batch = instance.function("test:trouble/trouble", "batch");
        List<?> back = (List<?>) batch.call(
                List.of(new Object[] {1L, "first".getBytes(UTF_8)}, new Object[] {2L, "second".getBytes(UTF_8)}));
        assertThat((Object[]) back.get(1)).containsExactly(2L, "second".getBytes(UTF_8));

        assertThat(instance.function("test:trouble/trouble", "call-host").call(41L))
                .isEqualTo(42L);
    }
}
