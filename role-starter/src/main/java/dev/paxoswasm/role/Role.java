package dev.paxoswasm.role;

import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.coordinator.CoordinatorHttp;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import java.util.Locale;

/** What a node does in the protocol. */
public enum Role {
    CLIENT(ClientHttp.class),
    PROPOSER(ProposerHttp.class),
    ACCEPTOR(AcceptorHttp.class),
    LEARNER(LearnerHttp.class),
    COORDINATOR(CoordinatorHttp.class);

    private final Class<?> operations;

    Role(Class<?> operations) {
        this.operations = operations;
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
        return this == COORDINATOR
                ? "paxos:system/paxos-system@0.1.0"
                : "paxos:" + label() + "/" + label() + "-component@0.1.0";
    }
}
