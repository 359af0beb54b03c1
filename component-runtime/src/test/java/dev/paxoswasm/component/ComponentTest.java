package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComponentTest {

    private static final Component TROUBLE = TestComponents.component("trouble");

    @Test
    void theTypeListsImportsAndExportsByName() {
        ComponentType type = TROUBLE.type();
        assertThat(type.importedInterfaces()).containsOnlyKeys("host");
        assertThat(type.importedInterfaces().get("host").get("call")).hasToString("func(argument: u32) -> u32");
        assertThat(type.exportedInterfaces()).containsOnlyKeys("test:trouble/trouble");
        assertThat(type.exportedInterfaces().get("test:trouble/trouble").keySet())
                .containsExactly("spin", "recurse", "eat", "keep", "panic", "call-host", "count", "batch");
    }

    @Test
    void anExportShowsWhatItIsDeclaredToBeAndNoMore() {
        Component ascribed = TestComponents.component("ascribed");

        assertThat(ascribed.type().exportedInterfaces()).containsExactly(Map.entry("a:b/c", Map.of()));
        ComponentInstance instance = ascribed.instantiate(Imports.none(), Limits.DEFAULT);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> instance.function("a:b/c", "f"))
                .withMessage("the interface a:b/c has no function f; it has []");
    }

    @Test
    void theDigestIsTheSha256OfTheBinary() {
        byte[] empty = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
        assertThat(Component.parse(empty).digest())
                .isEqualTo("sha256:24eaf3439a60c96764c4f2c92a0a81b52bd4fe5d5b91f090184a0f6486b1bf29");
    }

    @Test
    void theCallerMayChangeTheBytesAfterParsing() {
        byte[] bytes = TestComponents.bytes("tables");
        Component component = Component.parse(bytes);
        Arrays.fill(bytes, (byte) 0);
        assertThat(component
                        .instantiate(Imports.none(), Limits.DEFAULT)
                        .function(Component.ROOT, "double-twice")
                        .call(2))
                .isEqualTo(8);
    }

    @Test
    void instancesOfOneComponentRunInParallel() throws Exception {
        List<Future<Object>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                running.add(threads.submit(() -> {
                    ComponentInstance instance = TROUBLE.instantiate(
                            Imports.builder()
                                    .function("host", "call", arguments -> arguments[0])
                                    .build(),
                            TestComponents.PATIENT);
                    Object last = null;
                    for (int n = 0; n < 100; n++) {
                        instance.function("test:trouble/trouble", "call-host").call(1L);
                        last = instance.function("test:trouble/trouble", "count")
                                .call();
                    }
                    return last;
                }));
            }
        }
        for (Future<Object> each : running) {
            assertThat(each.get()).isEqualTo(100L);
        }
    }

    @Test
    void aBatchComesBackWhole() {
        ComponentInstance instance = TROUBLE.instantiate(
                Imports.builder()
                        .function("host", "call", arguments -> arguments[0])
                        .build(),
                Limits.DEFAULT);
        List<Object[]> batch = LongStream.range(0, 64)
                .mapToObj(slot -> {
                    byte[] value = new byte[256];
                    Arrays.fill(value, (byte) slot);
                    return new Object[] {slot, value};
                })
                .toList();
        for (int i = 0; i < 100; i++) {
            assertThat(instance.function("test:trouble/trouble", "batch").call(batch))
                    .usingRecursiveComparison()
                    .isEqualTo(batch);
        }
        assertThat(instance.memoryBytes()).isLessThan(2 << 20);
    }

    @Test
    void chicoryIsKnownToThePackageCoreOnly() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<String> users = sources.filter(Files::isRegularFile)
                    .filter(file -> contains(file, "com.dylibso.chicory"))
                    .map(file -> file.getParent().getFileName().toString())
                    .distinct()
                    .toList();
            assertThat(users).containsExactly("core");
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
