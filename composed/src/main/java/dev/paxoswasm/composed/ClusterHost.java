package dev.paxoswasm.composed;

import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.log.Level;
import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.ProposerStore;

/** What a composition gets from whoever runs it: time, randomness, storage, a log. */
public interface ClusterHost {

    /** From any fixed moment; never runs backwards while an instance lives. */
    long nowMillis();

    /** Drawn anew at each call; from 0 to 2^53 - 1. */
    long random();

    /** A node, by its name as {@code acceptor1}, says something. */
    default void log(String node, Level level, String message) {}

    /** @param section what that node keeps */
    default AcceptorStorage acceptorStorage(Address node, OrderedStore section) {
        return new AcceptorStore(section);
    }

    /** @param section what that node keeps */
    default ProposerStorage proposerStorage(Address node, OrderedStore section) {
        return new ProposerStore(section);
    }

    /** @param section what that node keeps */
    default LearnerStorage learnerStorage(Address node, OrderedStore section) {
        return new LearnerStore(section);
    }
}
