package dev.paxoswasm.composed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.host.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStoreTest {

    @TempDir
    private Path directory;

    private JournalStore open() {
        return JournalStore.open(directory, "the tests");
    }

    private Path file() {
        return directory.resolve("cluster.journal");
    }

    private static void store(JournalStore store, String key, String value) {
        store.begin();
        store.put(key.getBytes(UTF_8), value.getBytes(UTF_8));
        store.flush(store.commit());
    }

    private static List<String> keys(JournalStore store, String first) {
        List<String> keys = new ArrayList<>();
        store.forEachFrom(first.getBytes(UTF_8), (key, value) -> keys.add(new String(key, UTF_8)));
        return keys;
    }

    private static String get(JournalStore store, String key) {
        byte[] value = store.get(key.getBytes(UTF_8));
        return value == null ? "nothing" : new String(value, UTF_8);
    }

    @Test
    void what_was_committed_is_there_when_it_is_opened_again() {
        try (JournalStore store = open()) {
            store(store, "a", "1");
            store(store, "b", "2");
            store(store, "a", "3");
        }
        try (JournalStore store = open()) {
            assertThat(get(store, "a")).isEqualTo("3");
            assertThat(keys(store, "a")).containsExactly("a", "b", "identity");
            assertThat(store.lastKeyUpTo("c".getBytes(UTF_8))).isEqualTo("b".getBytes(UTF_8));
        }
    }

    @Test
    void what_is_discarded_has_not_happened() {
        try (JournalStore store = open()) {
            store(store, "a", "1");
            store.begin();
            store.put("a".getBytes(UTF_8), "2".getBytes(UTF_8));
            store.put("b".getBytes(UTF_8), "2".getBytes(UTF_8));
            assertThat(get(store, "a")).isEqualTo("2");
            store.discard();
            assertThat(get(store, "a")).isEqualTo("1");
            assertThat(get(store, "b")).isEqualTo("nothing");
        }
    }

    @Test
    void a_batch_is_there_whole_or_not_at_all_wherever_its_entry_is_cut() throws IOException {
        try (JournalStore store = open()) {
            store(store, "a", "1");
        }
        int before = (int) Files.size(file());
        try (JournalStore store = open()) {
            store.begin();
            store.put("a".getBytes(UTF_8), "2".getBytes(UTF_8));
            store.put("b".getBytes(UTF_8), "2".getBytes(UTF_8));
            store.flush(store.commit());
        }
        byte[] whole = Files.readAllBytes(file());
        for (int end = before; end < whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            try (JournalStore store = open()) {
                assertThat(get(store, "a")).as("cut at %d", end).isEqualTo("1");
                assertThat(get(store, "b")).as("cut at %d", end).isEqualTo("nothing");
                store(store, "c", "3");
            }
            try (JournalStore store = open()) {
                assertThat(get(store, "c"))
                        .as("written after the cut at %d", end)
                        .isEqualTo("3");
            }
        }
    }

    @Test
    void a_wrong_byte_before_the_end_keeps_it_from_being_opened() throws IOException {
        try (JournalStore store = open()) {
            store(store, "a", "1");
        }
        int at = (int) Files.size(file()) - 1;
        try (JournalStore store = open()) {
            store(store, "b", "2");
        }
        byte[] bytes = Files.readAllBytes(file());
        bytes[at] ^= 1;
        Files.write(file(), bytes);
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is damaged at byte " + (at - 17));
    }

    @Test
    void another_owner_another_file_and_a_second_opening_are_refused() throws IOException {
        try (JournalStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("is in use; stop whoever uses it");
            store(store, "a", "1");
        }
        assertThatThrownBy(() -> JournalStore.open(directory, "others"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("belongs to the tests, not to others");
        Files.write(file(), new byte[100]);
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("is no journal of this version");
    }

    @Test
    void what_is_outdated_is_left_out_when_it_is_opened() throws IOException {
        String large = "x".repeat(10_000);
        try (JournalStore store = open()) {
            for (int i = 0; i < 300; i++) {
                store.begin();
                store.put("a".getBytes(UTF_8), (large + i).getBytes(UTF_8));
                store.commit();
            }
            store(store, "b", "1");
        }
        assertThat(Files.size(file())).isGreaterThan(3_000_000);
        try (JournalStore store = open()) {
            assertThat(get(store, "a")).isEqualTo(large + 299);
            store(store, "b", "2");
        }
        assertThat(Files.size(file())).isLessThan(20_000);
        Files.write(file(), new byte[] {0, 0}, StandardOpenOption.APPEND);
        try (JournalStore store = open()) {
            assertThat(get(store, "a")).isEqualTo(large + 299);
            assertThat(get(store, "b")).isEqualTo("2");
        }
    }
}
