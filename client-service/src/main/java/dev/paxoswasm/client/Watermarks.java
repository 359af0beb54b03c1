package dev.paxoswasm.client;

import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Watermark;
import dev.paxoswasm.role.transport.Peers;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds how much of the log reads must see, by asking all proposers and acceptors how far they are. Each is asked one question
 * at a time, for all reads that wait then, so that many reads cost little more than one, and a node that does not answer holds
 * one thread.
 */
final class Watermarks {

    private static final Logger LOG = LoggerFactory.getLogger(Watermarks.class);

    /** After this long, those that have answered and did not help are asked again. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int phase2Quorum;
    private final List<Node> nodes;
    private final Set<Read> waiting = ConcurrentHashMap.newKeySet();

    Watermarks(Peers<? extends Proposer> proposers, Peers<? extends Acceptor> acceptors, int phase2Quorum) {
        this.phase2Quorum = phase2Quorum;
        nodes = Stream.concat(
                        proposers.ids().stream()
                                .map(id -> new Node(() -> {
                                    ProposerStatus status = proposers.get(id).status(id);
                                    return watermark -> watermark.proposerAnswered(status);
                                })),
                        acceptors.ids().stream()
                                .map(id -> new Node(() -> {
                                    AcceptorStatus status = acceptors.get(id).status(id);
                                    return watermark -> watermark.acceptorAnswered(id, status);
                                })))
                .toList();
    }

    /**
     * Everything that was chosen before the call stands up to this slot.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws RefusalException if nobody leads, or too few acceptors confirm it
     */
    long await(long deadline) throws InterruptedException {
        Read read = new Read();
        waiting.add(read);
        try {
            while (true) {
                nodes.forEach(Node::ask);
                OptionalLong slot = read.await(Math.min(ASK_AGAIN_NANOS, deadline - System.nanoTime()));
                if (slot.isPresent()) {
                    return slot.getAsLong();
                }
                if (System.nanoTime() - deadline >= 0) {
                    throw new RefusalException(new Refusal.Unavailable(read.missing()));
                }
            }
        } finally {
            waiting.remove(read);
        }
    }

    private final class Node {

        private final Supplier<Consumer<Watermark>> question;
        private final AtomicBoolean asked = new AtomicBoolean();

        Node(Supplier<Consumer<Watermark>> question) {
            this.question = question;
        }

        /** Unless a question is under way. */
        void ask() {
            if (asked.compareAndSet(false, true)) {
                Thread.ofVirtual().start(this::serve);
            }
        }

        private void serve() {
            // An answer counts for the reads that began before its question.
            List<Read> before = List.copyOf(waiting);
            try {
                Consumer<Watermark> answer = question.get();
                before.forEach(read -> read.answered(answer));
            } catch (RuntimeException e) {
                LOG.debug("A node did not say how far it is: {}", e.getMessage());
            } finally {
                asked.set(false);
            }
            if (!before.containsAll(waiting)) {
                ask();
            }
        }
    }

    private final class Read {

        private final Watermark watermark = new Watermark(phase2Quorum);
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition answered = lock.newCondition();

        void answered(Consumer<Watermark> answer) {
            lock.lock();
            try {
                answer.accept(watermark);
                answered.signal();
            } finally {
                lock.unlock();
            }
        }

        OptionalLong await(long nanos) throws InterruptedException {
            lock.lock();
            try {
                OptionalLong slot = watermark.slot();
                while (slot.isEmpty() && nanos > 0) {
                    nanos = answered.awaitNanos(nanos);
                    slot = watermark.slot();
                }
                return slot;
            } finally {
                lock.unlock();
            }
        }

        String missing() {
            lock.lock();
            try {
                return watermark.missing();
            } finally {
                lock.unlock();
            }
        }
    }
}
