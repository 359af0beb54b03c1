package dev.paxoswasm.role.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.Keys;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.Quorums;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class NodeStoreTest {

    private static final Ballot BALLOT = new Ballot(3, 0xFFFF_FFFFL);

    @TempDir
    Path folder;

    private static Cluster node(Role role, long id) {
        Map<Role, SortedMap<Long, URI>> members = new EnumMap<>(Role.class);
        for (Role each : Role.values()) {
            members.put(each, new TreeMap<>());
        }
        return new Cluster("paxos", role, id, members, new Quorums(2, 2));
    }

    private static NodeStore open(Path directory) {
        return open(directory, node(Role.ACCEPTOR, 1));
    }

    private static NodeStore open(Path directory, Cluster node) {
        return NodeStore.open(directory.toString(), node, Durability.FLUSHED, new SimpleMeterRegistry());
    }

    private static AcceptedEntry accepted(long slot, int payloadBytes) {
        Command command = new Command(new CommandId(7, slot), new byte[payloadBytes]);
        return new AcceptedEntry(slot, BALLOT, new Entry(new Ballot(1, 2), new Content.Command(command)));
    }

    private static void store(NodeStore store, long... slots) {
        store.begin();
        AcceptorStore acceptor = new AcceptorStore(store);
        acceptor.storePromised(BALLOT);
        acceptor.storeAccepted(
                LongStream.of(slots).mapToObj(slot -> accepted(slot, 10)).toList());
        store.awaitDurable(store.commit());
    }

    private static List<Long> slots(NodeStore store) {
        return new AcceptorStore(store)
                .loadAccepted(1, 1_000, 1_000_000).stream()
                        .map(AcceptedEntry::slot)
                        .toList();
    }

    @Test
    void what_was_stored_is_there_after_a_restart() {
        try (NodeStore store = open(folder)) {
            store(store, 1, 2, 256, 255);
        }
        try (NodeStore store = open(folder)) {
            AcceptorStore acceptor = new AcceptorStore(store);
            assertThat(acceptor.loadPromised()).contains(BALLOT);
            assertThat(acceptor.highestAccepted()).contains(256L);
            assertThat(acceptor.loadAccepted(2, 2, 1_000)).containsExactly(accepted(2, 10), accepted(255, 10));
        }
    }

    @Test
    void what_was_flushed_is_there_after_a_crash() throws IOException {
        Path copy = folder.resolve("copy");
        try (NodeStore store = open(folder.resolve("original"))) {
            store(store, 1, 2);
            store(store, 3);
            copy(folder.resolve("original"), copy);
        }
        try (NodeStore store = open(copy)) {
            assertThat(slots(store)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void a_record_cut_short_at_the_end_of_the_log_was_never_acknowledged() throws IOException {
        Path copy = folder.resolve("copy");
        try (NodeStore store = open(folder.resolve("original"))) {
            store(store, 1, 2);
            store(store, 3);
            copy(folder.resolve("original"), copy);
        }
        Path log = writeAheadLog(copy);
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 5));
        try (NodeStore store = open(copy)) {
            assertThat(slots(store)).containsExactly(1L, 2L);
        }
    }

    @Test
    void a_log_that_is_damaged_before_its_end_refuses_the_start() throws IOException {
        Path copy = folder.resolve("copy");
        try (NodeStore store = open(folder.resolve("original"))) {
            store(store, 1, 2);
            store(store, 3);
            copy(folder.resolve("original"), copy);
        }
        Path log = writeAheadLog(copy);
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(log, bytes);

        assertThatThrownBy(() -> open(copy))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("paxos.data-directory")
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void a_store_that_lost_its_index_of_files_does_not_start_anew() throws IOException {
        try (NodeStore store = open(folder)) {
            store(store, 1);
        }
        Files.delete(folder.resolve("CURRENT"));

        assertThatThrownBy(() -> open(folder))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void a_call_sees_what_it_stored_itself_and_a_discarded_call_leaves_nothing() {
        try (NodeStore store = open(folder)) {
            store(store, 1, 3);
            AcceptorStore acceptor = new AcceptorStore(store);

            store.begin();
            acceptor.storePromised(new Ballot(9, 1));
            acceptor.storeAccepted(List.of(accepted(2, 5), accepted(4, 5)));
            assertThat(acceptor.loadPromised()).contains(new Ballot(9, 1));
            assertThat(slots(store)).containsExactly(1L, 2L, 3L, 4L);
            assertThat(acceptor.highestAccepted()).contains(4L);
            store.discard();

            assertThat(acceptor.loadPromised()).contains(BALLOT);
            assertThat(slots(store)).containsExactly(1L, 3L);
        }
    }

    @Test
    void a_call_may_read_between_its_writes_and_all_of_them_are_kept() {
        try (NodeStore store = open(folder)) {
            AcceptorStore acceptor = new AcceptorStore(store);
            store.begin();
            acceptor.storeAccepted(List.of(accepted(1, 5)));
            assertThat(slots(store)).containsExactly(1L);
            acceptor.storeAccepted(List.of(accepted(2, 5)));
            assertThat(slots(store)).containsExactly(1L, 2L);
            acceptor.storeAccepted(List.of(accepted(3, 5)));
            store.awaitDurable(store.commit());

            assertThat(slots(store)).containsExactly(1L, 2L, 3L);
            store(store, 4);
            assertThat(slots(store)).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    /**
     * Else the table of the last slots would reach to the promise, overlap all slots to come, and be written again with
     * them.
     */
    @Test
    void slots_lie_in_tables_of_their_own() throws Exception {
        int megabyte = 1 << 20;
        try (NodeStore store = open(folder)) {
            store(store, 1);
            long slot = 2;
            do {
                store.begin();
                new AcceptorStore(store).storeAccepted(List.of(accepted(slot++, megabyte)));
                store.awaitDurable(store.commit());
                assertThat(slot).as("slots until tables are merged").isLessThan(200);
            } while (!areTablesMerged());
        }
        assertThat(tables().filter(table -> table.level() > 0))
                .isNotEmpty()
                .allMatch(table -> table.smallestKey()[0] == table.largestKey()[0]);
    }

    private boolean areTablesMerged() {
        try {
            return tables().anyMatch(table -> table.level() > 0);
        } catch (RocksDBException e) {
            // A file went while it was looked at; the next look will tell.
            return false;
        }
    }

    private Stream<LiveFileMetaData> tables() throws RocksDBException {
        try (RocksDB db = RocksDB.openReadOnly(folder.toString())) {
            return db.getLiveFilesMetaData().stream();
        }
    }

    @Test
    void a_page_ends_at_its_bounds_but_always_holds_one_entry() {
        try (NodeStore store = open(folder)) {
            store(store, 1, 2, 3);
            AcceptorStore acceptor = new AcceptorStore(store);

            assertThat(acceptor.loadAccepted(1, 2, 1_000)).hasSize(2);
            assertThat(acceptor.loadAccepted(1, 3, 20)).hasSize(2);
            assertThat(acceptor.loadAccepted(1, 3, 0)).hasSize(1);
            assertThat(acceptor.loadAccepted(4, 3, 1_000)).isEmpty();
        }
    }

    private static NodeStore openLearner(Path directory) {
        return NodeStore.open(
                directory.toString(), node(Role.LEARNER, 1), Durability.RECOVERABLE, new SimpleMeterRegistry());
    }

    private static void learn(NodeStore store, long... slots) {
        store.begin();
        new LearnerStore(store)
                .appendChosen(LongStream.of(slots)
                        .mapToObj(
                                slot -> new ChosenEntry(slot, accepted(slot, 10).entry()))
                        .toList());
        store.awaitDurable(store.commit());
    }

    private static List<Long> learned(NodeStore store) {
        return new LearnerStore(store)
                .loadChosen(1, 1_000, 1_000_000).stream().map(ChosenEntry::slot).toList();
    }

    @Test
    void a_learner_that_is_killed_has_lost_at_most_what_it_learned_since_it_started() throws IOException {
        Path copy = folder.resolve("copy");
        try (NodeStore store = openLearner(folder.resolve("original"))) {
            learn(store, 1, 2);
            learn(store, 3);
        }
        try (NodeStore store = openLearner(folder.resolve("original"))) {
            assertThat(learned(store)).containsExactly(1L, 2L, 3L);
            learn(store, 4, 5);
            copy(folder.resolve("original"), copy);
        }
        try (NodeStore store = openLearner(copy)) {
            assertThat(new LearnerStore(store).chosenThrough()).isEqualTo(3);
            assertThat(learned(store)).containsExactly(1L, 2L, 3L);
            learn(store, 4);
            assertThat(learned(store)).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    @Test
    void a_proposer_and_a_learner_start_from_nothing() {
        try (NodeStore store = open(folder, node(Role.PROPOSER, 1))) {
            ProposerStore proposer = new ProposerStore(store);
            assertThat(proposer.loadRound()).isZero();
            assertThat(proposer.loadProgress()).isEmpty();
            assertThat(new LearnerStore(store).chosenThrough()).isZero();
            assertThat(new AcceptorStore(store).highestAccepted()).isEmpty();
            assertThat(new AcceptorStore(store).loadPromised()).isEmpty();
            assertThat(new AcceptorStore(store).loadLife()).isEmpty();
        }
    }

    @Test
    void nobody_waits_for_the_progress_of_a_proposer_until_it_says_so() {
        KnownAcceptor first = new KnownAcceptor(1, 7, Optional.of(new Ballot(2, 1)), 9, 0);
        KnownAcceptor second = new KnownAcceptor(4294967295L, 8, Optional.empty(), 0, 3);
        Progress progress = new Progress(9, List.of(first, second));
        try (NodeStore store = open(folder, node(Role.PROPOSER, 1))) {
            ProposerStore proposer = new ProposerStore(store);
            store.begin();
            proposer.storeRound(2);
            long ticket = store.commit();
            store.begin();
            proposer.storeProgress(new Progress(8, List.of()));
            assertThat(store.commit()).isEqualTo(ticket);
            store.begin();
            proposer.storeProgress(progress);
            proposer.flushProgress();
            assertThat(store.commit()).isGreaterThan(ticket);
            assertThat(proposer.loadProgress()).contains(progress);
        }
        try (NodeStore store = open(folder, node(Role.PROPOSER, 1))) {
            assertThat(new ProposerStore(store).loadProgress()).contains(progress);
        }
    }

    @Test
    void the_life_of_an_acceptor_is_kept_with_its_standing() {
        for (WrittenStanding standing : WrittenStanding.values()) {
            LifeRecord life = new LifeRecord(9007199254740991L, standing);
            try (NodeStore store = open(folder, node(Role.ACCEPTOR, 1))) {
                store.begin();
                new AcceptorStore(store).storeLife(life);
                store.awaitDurable(store.commit());
            }
            try (NodeStore store = open(folder, node(Role.ACCEPTOR, 1))) {
                assertThat(new AcceptorStore(store).loadLife()).contains(life);
            }
        }
    }

    @Test
    void the_directory_of_another_node_is_refused() {
        open(folder).close();

        assertThatThrownBy(() -> open(folder, node(Role.ACCEPTOR, 2)))
                .hasMessage("paxos.data-directory: " + folder
                        + " belongs to acceptor 1, format 2, not to acceptor 2, format 2;"
                        + " give each node a directory of its own");
    }

    @Test
    void a_store_of_another_format_is_refused_and_not_read_as_if_it_were_of_this_one() throws RocksDBException {
        open(folder).close();
        try (RocksDB db = RocksDB.open(folder.toString())) {
            db.put(Keys.OWNER, "acceptor 1, format 1".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> open(folder))
                .hasMessage("paxos.data-directory: " + folder
                        + " holds the data of acceptor 1, format 1, and this version of the service reads format 2 only;"
                        + " start the version that wrote it, which reads it and exports the log by ./paxos log --json;"
                        + " docs/upgrades.md says which version that is and how the log is taken over");
    }

    @Test
    void a_directory_in_use_is_refused() {
        try (NodeStore held = open(folder)) {
            assertThat(held.notWritable()).isNull();
            assertThatThrownBy(() -> open(folder)).hasMessageContaining("is in use by another process");
        }
    }

    @Test
    void a_directory_that_cannot_be_made_is_refused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> open(file.resolve("below")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("paxos.data-directory: ")
                .hasMessageContaining("cannot be written to");
    }

    private static Path writeAheadLog(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.filter(file -> !file.endsWith("LOCK"))::iterator) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file), StandardOpenOption.CREATE_NEW);
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void the_native_library_is_not_left_to_whoever_kills_the_process() throws IOException {
        open(folder).close();

        try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
            assertThat(mapped.filter(line -> line.contains("librocksdbjni")))
                    .isNotEmpty()
                    .allMatch(line -> line.endsWith("(deleted)"));
        }
    }
}
