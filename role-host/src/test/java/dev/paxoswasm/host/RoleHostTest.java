package dev.paxoswasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.Blueprint.OnViolation;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host around the built acceptor, over a store in memory. */
class RoleHostTest {

    private static final Component ACCEPTOR = component();
    private static final Ballot BALLOT = new Ballot(3, 1);
    private static final PrepareRequest PREPARE = new PrepareRequest(BALLOT, 1, 10);
    private static final AcceptRequest ACCEPT =
            new AcceptRequest(BALLOT, 1, List.of(new Entry(BALLOT, new Content.NoOp())));

    private final MemoryStore store = new MemoryStore();
    private final Outbox outbox = new Outbox();
    private final List<Votes> sent = new ArrayList<>();
    private final RoleHost<Acceptor> host = host();

    private static Component component() {
        try {
            return Component.parse(Files.readAllBytes(Path.of("..", "components", "acceptor.wasm")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RoleHost<Acceptor> host() {
        Imports.Builder imports = Imports.builder();
        List<Long> one = List.of(1L);
        NodeImport.register(
                imports,
                new NodeSettings(
                        new Cluster(1, one, one, one, one, one, 1, 1),
                        new Timing(20, 100, 500, 300),
                        new Bounds(100, 10, 1000, 16, 1000)));
        LogImport.register(imports, (level, message) -> {});
        AcceptorStorageImport.register(imports, new AcceptorStore(store));
        AcceptorOutboxImport.register(imports, votes -> outbox.add(() -> sent.add(votes)));
        return new RoleHost<>(
                new Blueprint<>(
                        ACCEPTOR,
                        Limits.DEFAULT,
                        imports.build(),
                        AcceptorExport::of,
                        acceptor -> acceptor.status(1),
                        OnViolation.LEAVE_SERVICE),
                store,
                outbox,
                CallObserver.NONE);
    }

    @BeforeEach
    void start() {
        host.start();
    }

    @Test
    void what_a_call_stores_is_one_batch_and_what_it_sends_waits_for_its_ticket() {
        Turn<AcceptOutcome> turn = host.call("accept", acceptor -> acceptor.accept(1, ACCEPT));
        assertThat(turn.ticket()).isEqualTo(1);
        assertThat(turn.result()).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(sent).isEmpty();
        turn.messages().forEach(Runnable::run);
        assertThat(sent).hasSize(1);
        assertThat(new AcceptorStore(store).loadPromised()).contains(BALLOT);
    }

    @Test
    void a_refusal_waits_for_the_disk_as_an_answer_does() {
        host.call("prepare", acceptor -> acceptor.prepare(1, PREPARE));
        Turn<PrepareOutcome> turn = host.call("prepare", acceptor -> acceptor.prepare(2, PREPARE));
        assertThat(turn.ticket()).isEqualTo(1);
        assertThatThrownBy(turn::result).isInstanceOf(RefusalException.class);
    }

    @Test
    void a_call_that_fails_has_not_happened_and_costs_the_instance() {
        long generation = host.generation();
        assertThatThrownBy(() -> host.call("accept", acceptor -> {
                    acceptor.accept(1, ACCEPT);
                    throw new IllegalStateException("as a trap would");
                }))
                .isInstanceOf(ComponentFailedException.class);
        assertThat(host.isStarted()).isFalse();
        assertThat(host.outOfService()).isNull();
        assertThat(store.isEmpty()).isTrue();
        Turn<Void> restarted = host.start();
        assertThat(restarted.messages()).isEmpty();
        assertThat(host.generation()).isEqualTo(generation + 1);
        assertThat(host.call("status", acceptor -> acceptor.status(1)).result().promised())
                .isEmpty();
    }

    @Test
    void a_call_that_ends_in_an_error_has_not_happened_either() {
        AssertionError error = new AssertionError("as a full heap would");
        assertThatThrownBy(() -> host.call("accept", acceptor -> {
                    acceptor.accept(1, ACCEPT);
                    throw error;
                }))
                .isSameAs(error);
        assertThat(host.isStarted()).isFalse();
        assertThat(store.isEmpty()).isTrue();
        assertThat(host.start().messages()).isEmpty();
    }

    @Test
    void a_store_that_fails_takes_the_node_out_of_service_for_good() {
        store.fails = true;
        assertThatThrownBy(() -> host.call("accept", acceptor -> acceptor.accept(1, ACCEPT)))
                .isInstanceOf(OutOfServiceException.class);
        store.fails = false;
        assertThat(host.outOfService()).isNotNull();
        assertThatThrownBy(() -> host.call("status", acceptor -> acceptor.status(1)))
                .isInstanceOf(OutOfServiceException.class);
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void a_broken_invariant_takes_a_node_that_keeps_the_log_out_of_service() {
        assertThatThrownBy(() -> host.call("accept", acceptor -> {
                    throw new RefusalException(new Refusal.Violation("two values for slot 1"));
                }))
                .isInstanceOf(RefusalException.class);
        assertThat(host.outOfService()).isNotNull();
        assertThat(host.outOfService().reason()).isEqualTo(OutOfServiceException.Reason.VIOLATION);
    }

    @Test
    void a_start_whose_batch_cannot_be_written_takes_the_node_out_of_service() {
        store.fails = true;
        assertThatThrownBy(host::start).isInstanceOf(StorageException.class);
        assertThat(host.outOfService()).isNotNull();
    }
}
