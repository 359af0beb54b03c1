package dev.paxoswasm.role.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.host.storage.Keys;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.testing.Clusters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/** What safety hangs on is kept with the data and compared at each start. */
class StoreIdentityTest {

    private static final String IDENTITY = "id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2";

    @TempDir
    Path folder;

    private static void open(Path directory, Role role, String... settings) {
        Cluster cluster = Clusters.of(role, 1, settings);
        Durability durability = role == Role.LEARNER ? Durability.RECOVERABLE : Durability.FLUSHED;
        NodeStore.open(directory.toString(), cluster, durability, new SimpleMeterRegistry())
                .close();
    }

    private static @Nullable String stored(Path directory, byte[] key) throws RocksDBException {
        return storedTogether(directory, key).getFirst();
    }

    /** Leaves the store as it is. */
    private static List<@Nullable String> storedTogether(Path directory, byte[]... keys) throws RocksDBException {
        try (Options options = new Options().setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords);
                RocksDB db = RocksDB.openReadOnly(options, directory.toString())) {
            List<@Nullable String> values = new ArrayList<>();
            for (byte[] key : keys) {
                byte[] value = db.get(key);
                values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
            }
            return values;
        }
    }

    private static void store(Path directory, byte[] key, @Nullable String value) throws RocksDBException {
        try (Options options = new Options().setCreateIfMissing(true);
                WriteOptions synced = new WriteOptions().setSync(true);
                RocksDB db = RocksDB.open(options, directory.toString())) {
            if (value == null) {
                db.delete(synced, key);
            } else {
                db.put(synced, key, value.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTOR", "PROPOSER", "LEARNER"})
    void it_is_written_when_the_store_is_made_and_found_again(Role role) throws RocksDBException {
        open(folder, role);
        assertThat(stored(folder, Keys.IDENTITY)).isEqualTo(IDENTITY);

        open(folder, role, "paxos.quorum.phase1:2", "paxos.quorum.phase2:2");
        open(
                folder,
                role,
                "paxos.cluster.acceptors:1=http://moved,2=http://b,3=http://c",
                "paxos.cluster.learners:1=http://d,2=http://e,3=http://added");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paxos.quorum.phase1:3 | paxos.quorum.phase1: %s 1 is configured with paxos.quorum.phase1=3, paxos.quorum.phase2=1, but %s was written with paxos.quorum.phase1=2, paxos.quorum.phase2=2; values chosen with the one may be lost with the other: configure what it was written with, or
            paxos.quorum.phase2:3 | paxos.quorum.phase1: %s 1 is configured with paxos.quorum.phase1=1, paxos.quorum.phase2=3, but %s was written with
            paxos.cluster.id:b    | paxos.cluster.id: %s 1 is configured with paxos.cluster.id=b, but %s was written with paxos.cluster.id=paxos; that is the data of another cluster: configure what it was written with
            paxos.cluster.proposers:1=http://a | paxos.cluster.proposers: %s 1 is configured with paxos.cluster.proposers with the ids 1, but %s was written with paxos.cluster.proposers with the ids 1,2; values
            paxos.cluster.acceptors:1=http://a,2=http://b,3=http://c,4=http://d,5=http://e | paxos.cluster.acceptors: %s 1 is configured with paxos.cluster.acceptors with the ids 1,2,3,4,5, paxos.quorum.phase1=3, paxos.quorum.phase2=3, but %s was written with
            """)
    void a_node_that_is_configured_otherwise_does_not_start_and_says_both_values(String setting, String message)
            throws RocksDBException {
        for (Role role : new Role[] {Role.ACCEPTOR, Role.PROPOSER, Role.LEARNER}) {
            Path directory = folder.resolve(role.label());
            open(directory, role);

            assertThatThrownBy(() -> open(directory, role, setting))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(message.formatted(role.label(), directory))
                    .hasMessageNotContaining("\n");
            assertThat(stored(directory, Keys.IDENTITY)).as("still").isEqualTo(IDENTITY);
            open(directory, role);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCEPTOR", "PROPOSER", "LEARNER"})
    void a_store_of_before_there_were_identities_takes_that_of_its_first_start(Role role) throws RocksDBException {
        open(folder, role);
        store(folder, Keys.IDENTITY, null);
        store(folder, Keys.PROBE, "data");

        open(folder, role, "paxos.cluster.id:mine");
        assertThat(stored(folder, Keys.IDENTITY)).startsWith("id=mine; ");
        assertThat(stored(folder, Keys.PROBE)).isEqualTo("data");
        assertThatThrownBy(() -> open(folder, role)).hasMessageContaining("was written with paxos.cluster.id=mine");
    }

    @Test
    void a_store_that_names_no_node_gets_no_identity() throws RocksDBException {
        store(folder, Keys.PROBE, "of someone else");

        assertThatThrownBy(() -> open(folder, Role.ACCEPTOR)).hasMessageContaining("belongs to something else");
        assertThat(stored(folder, Keys.IDENTITY)).isNull();
    }

    /**
     * Whatever part of the log is on disk when a new store's node is killed, the store has owner and identity, or
     * neither.
     */
    @Test
    void a_store_is_never_half_identified_wherever_its_first_start_is_cut_off() throws Exception {
        Path whole = folder.resolve("whole");
        open(whole, Role.ACCEPTOR);
        Path log = writeAheadLog(whole);
        byte[] bytes = Files.readAllBytes(log);
        int with = 0;
        for (int length = 0; length <= bytes.length; length++) {
            Path cut = folder.resolve("cut-" + length);
            copy(whole, cut);
            Files.write(cut.resolve(log.getFileName()), Arrays.copyOf(bytes, length));

            List<@Nullable String> left = storedTogether(cut, Keys.OWNER, Keys.IDENTITY);
            with += left.getFirst() == null ? 0 : 1;
            assertThat(left.getLast() == null).as("cut after %s bytes", length).isEqualTo(left.getFirst() == null);

            open(cut, Role.ACCEPTOR);
            assertThat(stored(cut, Keys.IDENTITY)).isEqualTo(IDENTITY);
        }
        assertThat(with).as("the log that was cut is the one with the identity").isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ACCEPTOR | do not restore a copy: move the directory away, start acceptor 1 with an empty one, and say ./paxos recover acceptor-1 (POST /acceptors/1/recover)
            PROPOSER | leave proposer 1 stopped
            LEARNER  | move the directory away and start learner 1 with an empty one: it learns all of it again
            """)
    void what_to_do_about_a_damaged_store_is_said_by_role(Role role, String what) throws IOException {
        open(folder, role);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path manifest : files.filter(it -> it.getFileName().toString().startsWith("MANIFEST"))
                    .toList()) {
                Files.delete(manifest);
            }
        }

        assertThatThrownBy(() -> open(folder, role))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining(what)
                .hasMessageContaining("docs/disks.md")
                .hasMessageNotContaining("new id")
                .hasMessageNotContaining("\n");
    }

    private static Path writeAheadLog(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.filter(file -> !file.endsWith("LOCK"))::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
