package dev.paxoswasm.role;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.contract.AcceptorComponentWorld;
import dev.paxoswasm.contract.ClientComponentWorld;
import dev.paxoswasm.contract.LearnerComponentWorld;
import dev.paxoswasm.contract.PaxosSystemWorld;
import dev.paxoswasm.contract.ProposerComponentWorld;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.coordinator.CoordinatorHttp;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import java.util.Locale;
import java.util.function.Consumer;

/** What a node does in the protocol. */
public enum Role {
    CLIENT(ClientHttp.class, ClientComponentWorld.NAME, ClientComponentWorld::requireImplementedBy),
    PROPOSER(ProposerHttp.class, ProposerComponentWorld.NAME, ProposerComponentWorld::requireImplementedBy),
    ACCEPTOR(AcceptorHttp.class, AcceptorComponentWorld.NAME, AcceptorComponentWorld::requireImplementedBy),
    LEARNER(LearnerHttp.class, LearnerComponentWorld.NAME, LearnerComponentWorld::requireImplementedBy),
    COORDINATOR(CoordinatorHttp.class, PaxosSystemWorld.NAME, PaxosSystemWorld::requireImplementedBy);

    private final Class<?> operations;
    private final String world;
    private final Consumer<Component> worldCheck;

    Role(Class<?> operations, String world, Consumer<Component> worldCheck) {
        this.operations = operations;
        this.world = world;
        this.worldCheck = worldCheck;
    }

    /** The operations of this role over HTTP, as generated from WIT. */
    public Class<?> operations() {
        return operations;
    }

    /** As in WIT, paths and file names: {@code acceptor}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The first segment of the paths of this role's operations: {@code acceptors}. */
    public String pathSegment() {
        return label() + "s";
    }

    /** The configuration key that lists the nodes of this role. */
    public String membersKey() {
        return "paxos.cluster." + pathSegment();
    }

    /**
     * Whether nodes of this role may come and go while the others run: no quorum and no ballot hangs on who they are.
     */
    public boolean comesAndGoes() {
        return this != ACCEPTOR && this != PROPOSER;
    }

    /** Whether the cluster does without knowing where its nodes are: others answer them, and do not call them. */
    public boolean isCalledByNobody() {
        return this == CLIENT || this == COORDINATOR;
    }

    /** Whether this role keeps what is agreed, and hence stops where an invariant would break. */
    public boolean keepsTheLog() {
        return this == ACCEPTOR || this == LEARNER;
    }

    /** The world that a component must implement to serve this role. */
    public String world() {
        return world;
    }

    /**
     * Demands that a component implements it.
     *
     * @throws IllegalArgumentException naming each difference
     */
    public void requireWorld(Component component) {
        worldCheck.accept(component);
    }
}
