package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was compiled once is loaded, and runs as if it had just been compiled. */
class CompiledCodeTest {

    /** Keeps in memory, and notes what is made and refused. */
    private static final class Memory implements CompiledCode {
        final Map<String, byte[]> kept = new ConcurrentHashMap<>();
        final List<String> made = new ArrayList<>();
        final List<Throwable> refused = new ArrayList<>();

        @Override
        public byte @Nullable [] get(String key) {
            return kept.get(key);
        }

        @Override
        public void put(String key, byte[] code) {
            made.add(key);
            kept.put(key, code);
        }

        @Override
        public void refuse(String key, Throwable why) {
            refused.add(why);
        }
    }

    private static Memory filledWith(String... names) {
        Memory memory = new Memory();
        for (String name : names) {
            Component.parse(TestComponents.bytes(name), memory);
        }
        return memory;
    }

    @ParameterizedTest
    @ValueSource(strings = {"composed", "tables", "many-types", "echo", "trouble"})
    void compiledTwiceAModuleGivesTheSameClasses(String name) throws IOException {
        Memory first = filledWith(name);
        Memory second = filledWith(name);
        assertThat(second.kept.keySet()).isEqualTo(first.kept.keySet()).isNotEmpty();
        for (String key : first.kept.keySet()) {
            assertThat(classes(second.kept.get(key))).isEqualTo(classes(first.kept.get(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"composed", "tables", "many-types", "echo", "trouble"})
    void whatIsKeptIsNotCompiledAgain(String name) {
        Memory memory = filledWith(name);
        memory.made.clear();
        Component.parse(TestComponents.bytes(name), memory);
        assertThat(memory.made).isEmpty();
        assertThat(memory.refused).isEmpty();
    }

    @Test
    void whatIsLoadedRunsAsWhatWasCompiled() {
        Memory memory = filledWith("tables", "many-types");
        ComponentInstance tables = Component.parse(TestComponents.bytes("tables"), memory)
                .instantiate(Imports.none(), TestComponents.PATIENT);
        assertThat(tables.function(Component.ROOT, "apply").call(0L, 30, 12)).isEqualTo(42);
        assertThat(tables.function(Component.ROOT, "apply").call(1L, 30, 12)).isEqualTo(18);
        ComponentInstance types = Component.parse(TestComponents.bytes("many-types"), memory)
                .instantiate(Imports.none(), TestComponents.PATIENT);
        assertThat(types.function(Component.ROOT, "call139").call()).isEqualTo(1139L);
    }

    @Test
    void whatIsNoCodeIsRefusedAndMadeAnew() {
        Memory memory = filledWith("tables");
        Set<String> keys = Set.copyOf(memory.kept.keySet());
        memory.made.clear();
        memory.kept.replaceAll((key, code) -> "no code at all".getBytes());
        ComponentInstance tables = Component.parse(TestComponents.bytes("tables"), memory)
                .instantiate(Imports.none(), TestComponents.PATIENT);
        assertThat(tables.function(Component.ROOT, "apply").call(0L, 30, 12)).isEqualTo(42);
        assertThat(memory.refused).hasSameSizeAs(keys);
        assertThat(memory.made).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void otherModulesHaveOtherKeys() {
        Map<String, String> owners = new LinkedHashMap<>();
        for (String name : List.of("composed", "tables", "many-types", "echo", "trouble")) {
            for (String key : filledWith(name).kept.keySet()) {
                assertThat(key).matches("[0-9a-f]{64}");
                assertThat(owners.put(key, name)).isNull();
            }
        }
    }

    private static Map<String, List<Byte>> classes(byte @Nullable [] jar) throws IOException {
        Map<String, List<Byte>> classes = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte b : in.readAllBytes()) {
                        bytes.add(b);
                    }
                    classes.put(entry.getName(), bytes);
                }
            }
        }
        assertThat(classes).isNotEmpty();
        return classes;
    }
}
