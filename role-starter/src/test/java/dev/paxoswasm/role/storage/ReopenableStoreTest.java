package dev.paxoswasm.role.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.Quorums;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReopenableStoreTest {

    private static final Ballot LOWER = new Ballot(3, 1);
    private static final Ballot HIGHER = new Ballot(4, 2);

    @TempDir
    Path folder;

    private static Cluster acceptor() {
        Map<Role, SortedMap<Long, URI>> members = new EnumMap<>(Role.class);
        for (Role each : Role.values()) {
            members.put(each, new TreeMap<>());
        }
        return new Cluster("paxos", Role.ACCEPTOR, 1, members, new Quorums(2, 2));
    }

    private NodeStore openIn(Path directory) {
        return NodeStore.open(directory.toString(), acceptor(), Durability.FLUSHED, new SimpleMeterRegistry());
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** @param between what happens to the disk while the store is closed */
    private ReopenableStore store(Runnable between) {
        return ReopenableStore.open(new Supplier<>() {
            private boolean opened;

            @Override
            public NodeStore get() {
                if (opened) {
                    between.run();
                }
                opened = true;
                return openIn(data());
            }
        });
    }

    private static long promise(ReopenableStore store, Ballot ballot) {
        store.begin();
        new AcceptorStore(store).storePromised(ballot);
        return store.commit();
    }

    private static Optional<Ballot> promised(ReopenableStore store) {
        return new AcceptorStore(store).loadPromised();
    }

    @Test
    void what_was_flushed_is_there_when_it_is_opened_anew_and_can_be_added_to() {
        try (ReopenableStore store = store(() -> {})) {
            store.awaitDurable(promise(store, LOWER));

            store.reopen();

            assertThat(promised(store)).contains(LOWER);
            store.awaitDurable(promise(store, HIGHER));
            store.reopen();
            assertThat(promised(store)).contains(HIGHER);
        }
    }

    @Test
    void what_was_not_known_to_be_flushed_is_not_spoken_of_however_much_is_flushed_later() {
        try (ReopenableStore store = store(() -> {})) {
            long before = promise(store, LOWER);

            store.reopen();
            for (int i = 0; i < 10; i++) {
                store.awaitDurable(promise(store, HIGHER));
            }

            assertThatThrownBy(() -> store.awaitDurable(before)).isInstanceOf(OutOfServiceException.class);
        }
    }

    @Test
    void an_older_copy_that_came_in_its_place_is_refused_and_refused_again() throws IOException {
        Path copy = folder.resolve("copy");
        try (ReopenableStore store = store(() -> replace(data(), copy))) {
            store.awaitDurable(promise(store, LOWER));
            copy(data(), copy);
            store.awaitDurable(promise(store, HIGHER));

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(store::reopen)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("is an older one");
            }
            assertThat(store.notWritable()).isEqualTo("the store is closed");
            assertThatThrownBy(() -> promise(store, HIGHER)).isInstanceOf(StorageException.class);
        }
    }

    @Test
    void a_store_that_is_gone_is_not_made_anew() throws IOException {
        try (ReopenableStore store = store(() -> {})) {
            store.awaitDurable(promise(store, LOWER));
            Files.delete(data().resolve("CURRENT"));

            assertThatThrownBy(store::reopen)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("there is no store in " + data() + " any more");
        }
    }

    @Test
    void what_a_start_would_refuse_is_refused_and_taken_once_it_is_mended() {
        boolean[] broken = {true};
        try (ReopenableStore store = store(() -> {
            if (broken[0]) {
                throw new ConfigurationException("paxos.data-directory", "cannot be written to", "mend it");
            }
        })) {
            store.awaitDurable(promise(store, LOWER));

            assertThatThrownBy(store::reopen)
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("cannot be written to");
            broken[0] = false;
            store.reopen();

            assertThat(promised(store)).contains(LOWER);
            assertThat(store.notWritable()).isNull();
        }
    }

    private static void replace(Path directory, Path by) {
        try {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            copy(by, directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
