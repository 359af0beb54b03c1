package dev.paxoswasm.client;

import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.transport.Peers;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Two proposers and three acceptors that tell how far they are, and nothing else. */
final class FakeCluster {

    static final int PHASE2_QUORUM = 2;

    private final Map<Long, Supplier<ProposerStatus>> proposers = new ConcurrentSkipListMap<>();
    private final Map<Long, Supplier<AcceptorStatus>> acceptors = new ConcurrentSkipListMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Runnable beforeAnswers = () -> {};

    FakeCluster() {
        for (long proposer = 1; proposer <= 2; proposer++) {
            follows(proposer);
        }
        for (long acceptor = 1; acceptor <= 3; acceptor++) {
            promised(acceptor, new Ballot(1, 1));
        }
    }

    Watermarks watermarks() {
        return new Watermarks(
                peers("proposer", Proposer.class, proposers),
                peers("acceptor", Acceptor.class, acceptors),
                PHASE2_QUORUM);
    }

    /** Has something run before anyone answers. */
    void beforeAnswers(Runnable what) {
        beforeAnswers = what;
    }

    /** How often anyone was asked. */
    int questions() {
        return questions.get();
    }

    void leads(long proposer, long round, long nextSlot) {
        answers(proposer, () -> leader(proposer, round, nextSlot));
    }

    void follows(long proposer) {
        answers(
                proposer,
                () -> new ProposerStatus(
                        proposer,
                        Leadership.FOLLOWER,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        1,
                        0,
                        Optional.empty(),
                        List.of(),
                        0));
    }

    void answers(long proposer, Supplier<ProposerStatus> status) {
        proposers.put(proposer, status);
    }

    static ProposerStatus leader(long proposer, long round, long nextSlot) {
        return new ProposerStatus(
                proposer,
                Leadership.LEADER,
                Optional.of(new Ballot(round, proposer)),
                Optional.of(proposer),
                0,
                nextSlot,
                0,
                Optional.empty(),
                List.of(),
                0);
    }

    void promised(long acceptor, Ballot ballot) {
        acceptorAnswers(
                acceptor,
                () -> new AcceptorStatus(
                        acceptor, 1, Standing.VOTING, Optional.empty(), Optional.of(ballot), 0, Optional.empty()));
    }

    void acceptorAnswers(long acceptor, Supplier<AcceptorStatus> status) {
        acceptors.put(acceptor, status);
    }

    private <T, S> Peers<T> peers(String name, Class<T> role, Map<Long, Supplier<S>> statuses) {
        TreeMap<Long, T> peers = new TreeMap<>();
        for (Long id : statuses.keySet()) {
            Object node =
                    Proxy.newProxyInstance(role.getClassLoader(), new Class<?>[] {role}, (proxy, method, args) -> {
                        if (!method.getName().equals("status")) {
                            throw new UnsupportedOperationException(method.getName());
                        }
                        questions.incrementAndGet();
                        beforeAnswers.run();
                        return statuses.get(id).get();
                    });
            peers.put(id, role.cast(node));
        }
        return new Peers<>(name, peers);
    }
}
