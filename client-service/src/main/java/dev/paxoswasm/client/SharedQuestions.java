package dev.paxoswasm.client;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks nodes for all that wait for their answers: each node one question at a time, so that many that wait cost little
 * more than one, and a node that does not answer holds one thread.
 *
 * @param <W> what an answer is told to
 */
final class SharedQuestions<W> {

    private static final Logger LOG = LoggerFactory.getLogger(SharedQuestions.class);

    /** After this long, those that have answered and did not help are asked again. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Supplier<List<Node>> nodes;
    private final Set<Waiter<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong began = new AtomicLong();

    /** @param questions one for each node */
    SharedQuestions(List<Question<W>> questions) {
        List<Node> all = questions.stream().map(Node::new).toList();
        nodes = () -> all;
    }

    /**
     * To nodes that come and go.
     *
     * @param present the ids of those that are there
     * @param questions one for each
     */
    SharedQuestions(Supplier<List<Long>> present, LongFunction<Question<W>> questions) {
        Map<Long, Node> known = new ConcurrentHashMap<>();
        nodes = () -> present.get().stream()
                .map(id -> known.computeIfAbsent(id, it -> new Node(questions.apply(it))))
                .toList();
    }

    /**
     * A question to a node.
     *
     * @param <W> what an answer is told to
     */
    @FunctionalInterface
    interface Question<W> {

        /** Asks, and gives what to tell each of those that wait; at least one does. Throws where there is no answer. */
        Consumer<W> ask(List<W> waiting);
    }

    /**
     * Waits for answers to questions that are asked after the call.
     *
     * @param told what they are told to
     * @param found what comes of that, once it is enough
     * @param deadline by {@link System#nanoTime}
     * @return nothing if the time is up
     */
    <R> Optional<R> awaitUntil(long deadline, W told, Function<W, Optional<R>> found) throws InterruptedException {
        Waiter<R> waiter = new Waiter<>(told, found);
        waiting.add(waiter);
        began.incrementAndGet();
        try {
            while (true) {
                nodes.get().forEach(Node::ask);
                Optional<R> result = waiter.await(Math.min(ASK_AGAIN_NANOS, deadline - System.nanoTime()));
                if (result.isPresent() || System.nanoTime() - deadline >= 0) {
                    return result;
                }
            }
        } finally {
            waiting.remove(waiter);
            waiter.leave();
        }
    }

    private final class Node {

        private final Question<W> question;
        private final AtomicBoolean asked = new AtomicBoolean();

        Node(Question<W> question) {
            this.question = question;
        }

        /** Unless a question is under way. */
        void ask() {
            if (asked.compareAndSet(false, true)) {
                Thread.ofVirtual().name("shared question").start(this::serve);
            }
        }

        private void serve() {
            boolean helped = false;
            long before = began.get();
            try {
                // An answer counts for those that waited before its question.
                List<Waiter<?>> waiters = List.copyOf(waiting);
                if (!waiters.isEmpty()) {
                    List<W> all = waiters.stream().<W>map(waiter -> waiter.told).toList();
                    Consumer<W> answer = question.ask(all);
                    for (Waiter<?> waiter : waiters) {
                        helped |= waiter.isHelpedBy(answer);
                    }
                }
            } catch (RuntimeException e) {
                LOG.debug("A node did not answer: {}", e.getMessage());
            } finally {
                asked.set(false);
            }
            // What helped some may soon help the others.
            if ((helped || began.get() != before) && !waiting.isEmpty()) {
                ask();
            }
        }
    }

    private final class Waiter<R> {

        private final W told;
        private final Function<W, Optional<R>> found;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition helped = lock.newCondition();
        private Optional<R> result = Optional.empty();
        private boolean left;

        Waiter(W told, Function<W, Optional<R>> found) {
            this.told = told;
            this.found = found;
        }

        boolean isHelpedBy(Consumer<W> answer) {
            lock.lock();
            try {
                if (left || result.isPresent()) {
                    return false;
                }
                answer.accept(told);
                result = found.apply(told);
                helped.signal();
                return result.isPresent();
            } finally {
                lock.unlock();
            }
        }

        /** Nothing is told to it from now on. */
        void leave() {
            lock.lock();
            left = true;
            lock.unlock();
        }

        Optional<R> await(long nanos) throws InterruptedException {
            lock.lock();
            try {
                long remaining = nanos;
                while (result.isEmpty() && remaining > 0) {
                    remaining = helped.awaitNanos(remaining);
                }
                return result;
            } finally {
                lock.unlock();
            }
        }
    }
}
