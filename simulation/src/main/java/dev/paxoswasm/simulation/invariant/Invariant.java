package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;

/** Looks at all that happens; throws {@link InvariantViolation} where something is wrong. */
interface Invariant {

    /** As reports and the documentation name it. */
    String name();

    /** A node begins a life with what its disk holds. */
    default void starts(Address node, OrderedStore disk) {}

    /** An acceptor's disk is gone, or older than what the acceptor said. */
    default void forgets(Address acceptor) {}

    /** A proposer's disk is gone. */
    default void forgetsRounds(Address proposer) {}

    /** A call stored something; it is visible to the node's next calls. */
    default void stores(Address by, Stored stored) {}

    /** What a call stored will survive any crash. */
    default void isDurable(Address by, Stored stored) {}

    /**
     * A message leaves a node.
     *
     * @param life counts the lives of the sender
     * @param durable what a crash of the sender at this moment would leave
     */
    default void sends(Address from, int life, Object request, OrderedStore durable) {}

    /** An answer, other than a refusal, leaves a node. */
    default void answers(Address by, Object request, Object answer, OrderedStore durable) {}

    /** A client was told that its command is chosen. */
    default void reports(Address client, ChosenId chosen) {}

    default InvariantViolation broken(String what) {
        return new InvariantViolation(name(), what);
    }
}
