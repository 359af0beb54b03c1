package dev.paxoswasm.composed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.RoundOutcome;
import dev.paxoswasm.contract.coordinator.RoundReport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.messages.Message;
import dev.paxoswasm.contract.messages.Role;
import dev.paxoswasm.contract.network.Event;
import dev.paxoswasm.contract.network.StepReport;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.storage.LearnerStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposedClusterTest {

    private static final long PATIENCE = 20_000;

    private static Component component;

    @TempDir
    private Path directory;

    private JournalStore store;
    private ComposedCluster cluster;
    private Conductor conductor;

    @BeforeAll
    static void parse() throws IOException {
        component = Component.parse(Files.readAllBytes(Path.of("..", "components", "composed", "cluster.wasm")));
    }

    @BeforeEach
    void start() {
        store = JournalStore.open(directory, Shape.USUAL.identity());
        VirtualClock clock = new VirtualClock();
        cluster = new ComposedCluster(component, Shape.USUAL, store, store, store::flush, clock);
        conductor = new Conductor(cluster, clock, Shape.USUAL, report -> {});
        conductor.start();
    }

    @AfterEach
    void stop() {
        store.close();
    }

    private CommandId submit(String value) {
        SubmitRequest request = new SubmitRequest(List.of(value.getBytes(StandardCharsets.UTF_8)));
        return cluster.client(it -> it.submit(1, request)).ids().getFirst();
    }

    private boolean isChosen(CommandId id) {
        CommandOutcome outcome = cluster.client(it -> it.outcome(1, new OutcomeRequest(id)));
        return outcome instanceof CommandOutcome.Chosen;
    }

    private List<String> log(long learner) {
        NodeSection section = new NodeSection(store, "learner" + learner);
        return new LearnerStore(section)
                .loadChosen(1, 100, Long.MAX_VALUE).stream()
                        .map(entry -> entry.entry().content())
                        .map(content -> content instanceof Content.Command(var command)
                                ? new String(command.payload(), StandardCharsets.UTF_8)
                                : "(nothing)")
                        .toList();
    }

    @Test
    void a_value_is_chosen_and_learned_and_there_after_a_restart() {
        CommandId first = submit("first");
        assertThat(conductor.runUntil(() -> isChosen(first) && log(2).size() == 1, PATIENCE))
                .isTrue();

        stop();
        start();
        assertThat(log(1)).containsExactly("first");
        CommandId second = submit("second");
        assertThat(conductor.runUntil(() -> isChosen(second) && log(2).size() == 2, PATIENCE))
                .isTrue();
        assertThat(log(2)).containsExactly("first", "second");
    }

    @Test
    void the_coordinator_drives_a_round_and_every_node_is_where_it_says() {
        CommandId led = submit("led");
        conductor.runUntil(() -> isChosen(led), PATIENCE);
        RoundRequest request =
                new RoundRequest("by hand".getBytes(StandardCharsets.UTF_8), Optional.empty(), Optional.empty());
        RoundReport report = cluster.coordinator(it -> it.runRound(1, request));
        conductor.runUntil(() -> log(1).contains("by hand") && log(2).contains("by hand"), PATIENCE);

        assertThat(log(1)).containsExactly("led", "by hand").isEqualTo(log(2));
        assertThat(report.steps())
                .extracting(step -> step.role().name() + step.node())
                .contains("CLIENT1", "ACCEPTOR1", "ACCEPTOR2", "ACCEPTOR3", "LEARNER1", "LEARNER2");
        assertThat(report.outcome()).isInstanceOfAny(RoundOutcome.Chosen.class, RoundOutcome.Failed.class);
        assertThat(cluster.coordinator(it -> it.checkAgreement(1)).comparedThrough())
                .isEqualTo(2);
    }

    @Test
    void a_message_arrives_twice_when_it_is_doubled_and_never_when_it_is_lost() {
        StepReport ticked = cluster.tick(Role.PROPOSER, 1);
        List<Long> underWay = cluster.underWay();
        long number = underWay.getFirst();
        cluster.step(new Event.Duplicate(number));
        assertThat(cluster.underWay()).contains(number);
        Message again = cluster.step(new Event.Deliver(number)).arrived().orElseThrow();
        assertThat(again.number()).isEqualTo(number);
        assertThat(cluster.underWay()).doesNotContain(number);

        long other = underWay.get(1);
        assertThat(cluster.step(new Event.Lose(other)).arrived()).isEmpty();
        assertThatThrownBy(() -> cluster.step(new Event.Deliver(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no message " + other + " is under way; under-way() tells which are");
        assertThat(ticked.arrived()).isEmpty();
    }

    @Test
    void a_node_that_is_not_there_is_refused_and_the_cluster_goes_on() {
        assertThatThrownBy(() -> cluster.tick(Role.ACCEPTOR, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no acceptor 4; nodes() tells which there are");
        assertThatThrownBy(() -> cluster.client(it -> it.status(2)))
                .isInstanceOfSatisfying(
                        RefusalException.class, it -> assertThat(it.refusal()).isEqualTo(new Refusal.Misaddressed(1)));
        CommandId id = submit("still here");
        assertThat(conductor.runUntil(() -> isChosen(id), PATIENCE)).isTrue();
    }

    @Test
    void the_nodes_are_those_of_the_shape() {
        assertThat(ComposedCluster.nodes())
                .containsExactly(
                        new Address(Role.CLIENT, 1),
                        new Address(Role.PROPOSER, 1),
                        new Address(Role.PROPOSER, 2),
                        new Address(Role.ACCEPTOR, 1),
                        new Address(Role.ACCEPTOR, 2),
                        new Address(Role.ACCEPTOR, 3),
                        new Address(Role.LEARNER, 1),
                        new Address(Role.LEARNER, 2));
        ComposedCluster.nodes()
                .forEach(node -> assertThat(cluster.tick(node.role(), node.id()).arrived())
                        .isEmpty());
    }
}
