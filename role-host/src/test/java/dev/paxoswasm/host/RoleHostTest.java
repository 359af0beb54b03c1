package dev.paxoswasm.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Recorder;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.Replay;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    private final List<Long> asked = new ArrayList<>();
    private final Kept recordings = new Kept();
    private final RoleHost<Exports> host = host();

    private static Component component() {
        return component("acceptor.wasm");
    }

    private static Component component(String file) {
        try {
            return Component.parse(
                    Files.readAllBytes(Path.of("..", "components").resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RoleHost<Exports> host() {
        return new RoleHost<>(blueprint(), store, outbox, CallObserver.NONE, recordings);
    }

    private Blueprint<Exports> blueprint() {
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
        AcceptorOutboxImport.register(imports, new Sender());
        return new Blueprint<>(
                ACCEPTOR,
                Limits.DEFAULT,
                imports.build(),
                Exports::of,
                it -> it.events().tick(0, 42),
                OnViolation.LEAVE_SERVICE);
    }

    /** What the component exports. */
    private record Exports(Acceptor acceptor, AcceptorEvents events) {

        static Exports of(ComponentInstance instance) {
            return new Exports(AcceptorExport.of(instance), AcceptorEventsExport.of(instance));
        }
    }

    /** Votes go to the outbox; what the acceptor asks is for the test to answer. */
    private final class Sender implements AcceptorOutbox {

        @Override
        public void notifyLearners(Votes votes) {
            outbox.add(() -> sent.add(votes));
        }

        @Override
        public void admit(long call, long proposer, AdmitRequest request) {
            outbox.add(() -> asked.add(call));
        }

        @Override
        public void prepare(long call, long acceptor, PrepareRequest request) {
            throw new UnsupportedOperationException("nothing is recovered here");
        }

        @Override
        public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
            throw new UnsupportedOperationException("nothing is recovered here");
        }
    }

    /** Recordings with what they are kept for. */
    private static final class Kept implements Recordings {

        private final Map<String, byte[]> files = new LinkedHashMap<>();

        @Override
        public InstanceRecording begin(Component component, Limits limits) {
            return new InstanceRecording(new Recorder(4 << 20), Map.of());
        }

        @Override
        public void keep(@Nullable InstanceRecording recording, String cause) {
            files.put(cause, recording.recorder().recording(Map.of()).orElseThrow());
        }
    }

    /** What differs first when a component repeats the calls. */
    private static Optional<RepeatedCall> difference(byte[] file, Component component) {
        Replay replay = new Replay(Recording.read(file), component, Limits.DEFAULT);
        Optional<RepeatedCall> last = Optional.empty();
        for (Optional<RepeatedCall> next = replay.next(); next.isPresent(); next = replay.next()) {
            last = next;
        }
        return last.filter(call -> call.difference().isPresent());
    }

    /** The one proposer has never heard of this acceptor, which therefore votes. */
    @BeforeEach
    void start() {
        host.start().messages().forEach(Runnable::run);
        Admission unheardOf = new Admission(0, Optional.empty(), Optional.empty(), false);
        host.call("admit-answered", it -> {
            it.events().admitAnswered(asked.getLast(), 1, new WitResult.Ok<>(unheardOf));
            return true;
        });
    }

    @Test
    void what_a_call_stores_is_one_batch_and_what_it_sends_waits_for_its_ticket() {
        Turn<AcceptOutcome> turn = host.call("accept", it -> it.acceptor().accept(1, ACCEPT));
        assertThat(turn.ticket()).isEqualTo(3);
        assertThat(turn.result()).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(sent).isEmpty();
        turn.messages().forEach(Runnable::run);
        assertThat(sent).hasSize(1);
        assertThat(new AcceptorStore(store).loadPromised()).contains(BALLOT);
    }

    @Test
    void a_refusal_waits_for_the_disk_as_an_answer_does() {
        host.call("prepare", it -> it.acceptor().prepare(1, PREPARE));
        Turn<PrepareOutcome> turn = host.call("prepare", it -> it.acceptor().prepare(2, PREPARE));
        assertThat(turn.ticket()).isEqualTo(3);
        assertThatThrownBy(turn::result).isInstanceOf(RefusalException.class);
    }

    @Test
    void a_call_that_fails_has_not_happened_and_costs_the_instance() {
        long generation = host.generation();
        assertThatThrownBy(() -> host.call("accept", it -> {
                    it.acceptor().accept(1, ACCEPT);
                    throw new IllegalStateException("as a trap would");
                }))
                .isInstanceOf(ComponentFailedException.class);
        assertThat(host.isStarted()).isFalse();
        assertThat(host.outOfService()).isNull();
        assertThat(new AcceptorStore(store).loadPromised()).isEmpty();
        Turn<Void> restarted = host.start();
        restarted.messages().forEach(Runnable::run);
        assertThat(sent).isEmpty();
        assertThat(host.generation()).isEqualTo(generation + 1);
        assertThat(host.call("status", it -> it.acceptor().status(1)).result().promised())
                .isEmpty();
    }

    @Test
    void a_call_that_ends_in_an_error_has_not_happened_either() {
        AssertionError error = new AssertionError("as a full heap would");
        assertThatThrownBy(() -> host.call("accept", it -> {
                    it.acceptor().accept(1, ACCEPT);
                    throw error;
                }))
                .isSameAs(error);
        assertThat(host.isStarted()).isFalse();
        assertThat(new AcceptorStore(store).loadPromised()).isEmpty();
        host.start().messages().forEach(Runnable::run);
        assertThat(sent).isEmpty();
    }

    @Test
    void a_store_that_fails_takes_the_node_out_of_service_until_it_was_opened_anew() {
        store.fails = true;
        assertThatThrownBy(() -> host.call("accept", it -> it.acceptor().accept(1, ACCEPT)))
                .isInstanceOf(OutOfServiceException.class);
        store.fails = false;
        assertThat(host.outOfService()).isNotNull();
        assertThatThrownBy(() -> host.call("status", it -> it.acceptor().status(1)))
                .isInstanceOf(OutOfServiceException.class);
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void a_node_whose_store_was_opened_anew_serves_again_by_an_instance_that_recovers_from_it() {
        host.call("prepare", it -> it.acceptor().prepare(1, PREPARE));
        long generation = host.generation();
        store.fails = true;
        assertThatThrownBy(() -> host.call("accept", it -> it.acceptor().accept(1, ACCEPT)))
                .isInstanceOf(OutOfServiceException.class);
        store.fails = false;

        host.returnToService();

        assertThat(host.isStarted()).isFalse();
        host.start();
        assertThat(host.generation()).isEqualTo(generation + 1);
        assertThat(host.call("status", it -> it.acceptor().status(1)).result().promised())
                .contains(BALLOT);
    }

    @Test
    void a_node_that_saw_an_invariant_break_does_not_return_to_service() {
        assertThatThrownBy(() -> host.call("accept", acceptor -> {
                    throw new RefusalException(new Refusal.Violation("two values for slot 1"));
                }))
                .isInstanceOf(RefusalException.class);

        host.returnToService();

        assertThat(host.outOfService()).isNotNull();
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

    @Test
    void another_component_takes_over_with_what_is_stored_and_is_of_a_new_generation() {
        host.call("prepare", it -> it.acceptor().prepare(1, PREPARE));
        long generation = host.generation();

        Turn<Void> turn = host.replace(
                blueprint(),
                it -> assertThat(it.acceptor().status(1).promised()).contains(BALLOT));

        assertThat(turn.messages()).as("it asks whether it may vote").isNotEmpty();
        assertThat(host.generation()).isEqualTo(generation + 1);
        assertThat(host.call("status", it -> it.acceptor().status(1)).result().promised())
                .contains(BALLOT);
    }

    @Test
    void one_that_the_judge_refuses_leaves_nothing_behind_and_the_present_instance_goes_on() {
        long generation = host.generation();
        IllegalStateException refusal = new IllegalStateException("not this one");

        assertThatThrownBy(() -> host.replace(blueprint(), it -> {
                    new AcceptorStore(store).storePromised(BALLOT);
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(new AcceptorStore(store).loadPromised()).isEmpty();
        assertThat(outbox.take()).isEmpty();
        assertThat(host.generation()).as("answers still find who asked").isEqualTo(generation);
        assertThat(host.call("accept", it -> it.acceptor().accept(1, ACCEPT)).result())
                .isInstanceOf(AcceptOutcome.Accepted.class);
    }

    @Test
    void a_node_that_is_out_of_service_takes_no_other_component() {
        host.leaveService(OutOfServiceException.Reason.STORAGE, "the disk is full");

        assertThatThrownBy(() -> host.replace(blueprint(), it -> {})).isInstanceOf(OutOfServiceException.class);
    }

    @Test
    void the_calls_that_led_to_a_failure_are_kept_and_repeated_by_the_same_component() {
        host.call("prepare", it -> it.acceptor().prepare(1, PREPARE));
        assertThatThrownBy(() -> host.call("accept", it -> {
                    it.acceptor().accept(1, ACCEPT);
                    throw new IllegalStateException("as a trap would");
                }))
                .isInstanceOf(ComponentFailedException.class);

        byte[] kept = recordings.files.get("the component failed in accept: as a trap would");

        assertThat(Recording.read(kept).calls())
                .as("made, tick, admit-answered, prepare, accept")
                .isEqualTo(5);
        assertThat(difference(kept, ACCEPTOR)).isEmpty();
    }

    @Test
    void a_component_with_a_rule_broken_repeats_them_until_the_rule_shows() {
        host.call("prepare", it -> it.acceptor().prepare(1, PREPARE));
        Ballot lower = new Ballot(2, 1);
        host.call(
                "accept",
                it -> it.acceptor()
                        .accept(1, new AcceptRequest(lower, 1, List.of(new Entry(lower, new Content.NoOp())))));
        byte[] recorded = host.recording().recorder().recording(Map.of()).orElseThrow();

        RepeatedCall differs = difference(recorded, component("mutants/acceptor-accepts-below-promise.wasm"))
                .orElseThrow();

        assertThat(differs.number()).isEqualTo(4);
        assertThat(differs.call().function()).isEqualTo("accept");
        assertThat(differs.difference().orElseThrow().where()).isEqualTo("what it does next");
        assertThat(differs.difference().orElseThrow().recorded())
                .isEqualTo("returned ok(rejected({round: 3, proposer: 1}))");
        assertThat(differs.difference().orElseThrow().came())
                .startsWith("asks paxos:host/acceptor-storage@0.1.0 store-");
        assertThat(difference(recorded, ACCEPTOR)).isEmpty();
    }

    @Test
    void a_broken_invariant_keeps_its_recording() {
        assertThatThrownBy(() -> host.call("accept", acceptor -> {
                    throw new RefusalException(new Refusal.Violation("two values for slot 1"));
                }))
                .isInstanceOf(RefusalException.class);

        assertThat(recordings.files)
                .containsOnlyKeys("an invariant would break in accept: violation: two values for slot 1");
    }

    @Test
    void a_component_that_may_not_take_over_leaves_the_recording_of_the_present_one() {
        InstanceRecording present = host.recording();

        assertThatThrownBy(() -> host.replace(blueprint(), it -> {
                    throw new IllegalStateException("not this one");
                }))
                .hasMessage("not this one");

        assertThat(host.recording()).isSameAs(present);
        assertThat(recordings.files).isEmpty();
    }
}
