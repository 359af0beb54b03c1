package dev.paxoswasm.composed;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.client.Client;
import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.contract.coordinator.Coordinator;
import dev.paxoswasm.contract.coordinator.CoordinatorExport;
import dev.paxoswasm.contract.learnerstorage.LearnerStorageImport;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.messages.Role;
import dev.paxoswasm.contract.network.ClockTick;
import dev.paxoswasm.contract.network.Event;
import dev.paxoswasm.contract.network.Network;
import dev.paxoswasm.contract.network.NetworkExport;
import dev.paxoswasm.contract.network.StepReport;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.proposerstorage.ProposerStorageImport;
import dev.paxoswasm.host.Blueprint;
import dev.paxoswasm.host.Blueprint.OnViolation;
import dev.paxoswasm.host.CallObserver;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.RoleHost;
import dev.paxoswasm.host.Turn;
import dev.paxoswasm.host.storage.CallBatch;
import dev.paxoswasm.host.storage.OrderedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;

/**
 * A cluster that is one component. What a call stores, at however many nodes, is one batch, and is on disk before the
 * call returns. A call that does not run to its end has not happened, and ends the instance of all nodes: what was
 * under way is lost, and {@link #start} makes them anew from storage. Used by one thread at a time.
 */
public final class ComposedCluster {

    /** For all nodes together. A step enters one of them; the coordinator enters each several times. */
    private static final Limits LIMITS =
            Limits.DEFAULT.withCallDeadline(Duration.ofSeconds(30)).withMaxMemoryBytes(256 << 20);

    private record Exports(Network network, Client client, Coordinator coordinator) {

        static Exports of(ComponentInstance instance) {
            return new Exports(NetworkExport.of(instance), ClientExport.of(instance), CoordinatorExport.of(instance));
        }
    }

    private final ClusterHost surroundings;
    private final LongConsumer durable;
    private final RoleHost<Exports> host;
    private List<StepReport> firstTicks = List.of();

    /**
     * @param store where all nodes keep what they store, each in a section of its name
     * @param batch of that store
     * @param durable waits until what a ticket of the batch covers is on disk
     */
    public ComposedCluster(
            Component component,
            Shape shape,
            OrderedStore store,
            CallBatch batch,
            LongConsumer durable,
            ClusterHost surroundings) {
        this.surroundings = surroundings;
        this.durable = durable;
        host = new RoleHost<>(
                new Blueprint<>(
                        component,
                        LIMITS,
                        imports(shape, store, surroundings),
                        Exports::of,
                        this::tickEach,
                        OnViolation.REFUSE),
                batch,
                new Outbox(),
                CallObserver.NONE);
    }

    private static Imports imports(Shape shape, OrderedStore store, ClusterHost surroundings) {
        Imports.Builder imports = Imports.builder();
        for (Role role : Role.values()) {
            for (long id : Shape.ids(role)) {
                Address node = new Address(role, id);
                String name = Shape.name(node);
                String storage = name + "-storage";
                OrderedStore section = new NodeSection(store, name);
                offer(imports, name, shape, id, surroundings);
                switch (role) {
                    case CLIENT -> {}
                    case PROPOSER ->
                        ProposerStorageImport.register(imports, storage, surroundings.proposerStorage(node, section));
                    case ACCEPTOR ->
                        AcceptorStorageImport.register(imports, storage, surroundings.acceptorStorage(node, section));
                    case LEARNER ->
                        LearnerStorageImport.register(imports, storage, surroundings.learnerStorage(node, section));
                }
            }
        }
        offer(imports, "coordinator1", shape, 1, surroundings);
        return imports.build();
    }

    private static void offer(Imports.Builder imports, String name, Shape shape, long id, ClusterHost surroundings) {
        NodeImport.register(imports, name + "-node", shape.settings(id));
        LogImport.register(imports, name + "-log", (level, message) -> surroundings.log(name, level, message));
    }

    /** The first call of each node is a tick. */
    private void tickEach(Exports exports) {
        List<StepReport> reports = new ArrayList<>();
        for (Address node : exports.network().nodes()) {
            reports.add(report(exports.network().step(tick(node))));
        }
        firstTicks = reports;
    }

    private Event tick(Address node) {
        return new Event.Tick(new ClockTick(node, surroundings.nowMillis(), surroundings.random()));
    }

    private static StepReport report(WitResult<StepReport, String> result) {
        return switch (result) {
            case WitResult.Ok(StepReport report) -> report;
            case WitResult.Err(String why) -> throw new IllegalArgumentException(why);
        };
    }

    /**
     * Makes an instance, in place of the present one, if any; all nodes recover from the store.
     *
     * @return what came of the first tick of each node
     */
    public List<StepReport> start() {
        durable.accept(host.start().ticket());
        return firstTicks;
    }

    /** Every node that has a clock, by role and id. */
    public static List<Address> nodes() {
        List<Address> nodes = new ArrayList<>();
        for (Role role : Role.values()) {
            Shape.ids(role).forEach(id -> nodes.add(new Address(role, id)));
        }
        return nodes;
    }

    /** Lets the time of a node pass. */
    public StepReport tick(Role role, long id) {
        return step(tick(new Address(role, id)));
    }

    /**
     * Performs one event.
     *
     * @throws IllegalArgumentException if the message is not under way, or the node is not there
     */
    public StepReport step(Event event) {
        return report(call("step", exports -> exports.network().step(event)));
    }

    /** The numbers of the messages under way, in ascending order. */
    public List<Long> underWay() {
        return call("under-way", exports -> exports.network().underWay());
    }

    /** Calls the client. What it sends is under way after the next step. */
    public <R> R client(Function<Client, R> call) {
        return call("client", exports -> call.apply(exports.client()));
    }

    /** Calls the coordinator, which calls all nodes without the network between them. */
    public <R> R coordinator(Function<Coordinator, R> call) {
        return call("coordinator", exports -> call.apply(exports.coordinator()));
    }

    private <R> R call(String function, Function<Exports, R> call) {
        Turn<R> turn = host.call(function, call);
        durable.accept(turn.ticket());
        return Objects.requireNonNull(turn.result(), function);
    }
}
