package dev.paxoswasm.role.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue to one destination. What waits is handed on in batches, a few at a time, on virtual threads: so a
 * lone item goes at once, and the batches grow with the load. What finds the queue full is dropped, for the protocol
 * sends again.
 *
 * @param <T> what is queued
 */
public final class Lane<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int NOBODY_WAITS = Integer.MAX_VALUE;
    private static final int UNKNOWN = Integer.MAX_VALUE;

    /**
     * @param queueLength most items that wait
     * @param queueWeight most weight that waits; a single heavier item may wait alone
     * @param batchLength most items handed on together
     * @param batchWeight most weight handed on together; a single heavier item goes alone
     * @param inFlight most batches under way at once
     * @param fullInFlight most batches under way at once where the next one is full already: waiting would not let it
     *     grow
     */
    public record Bounds(
            int queueLength, long queueWeight, int batchLength, long batchWeight, int inFlight, int fullInFlight) {

        public Bounds(int queueLength, long queueWeight, int batchLength, long batchWeight, int inFlight) {
            this(queueLength, queueWeight, batchLength, batchWeight, inFlight, inFlight);
        }

        /** Each item goes alone. */
        public static Bounds single(int queueLength, long queueWeight, int inFlight) {
            return new Bounds(queueLength, queueWeight, 1, Long.MAX_VALUE, inFlight);
        }
    }

    /**
     * How the next batch waits for those to come back whom the last one answered: a batch of many costs little more
     * than one of few. A lone item does not wait.
     *
     * @param length how many are worth waiting for
     * @param nanos most time to wait; never longer than four times what the last batch took
     */
    public record Gathering(int length, long nanos) {

        static final Gathering NONE = new Gathering(1, 0);

        /**
         * Of what a batch of one value a request takes, answering it and reading what comes back is the larger part.
         */
        private static final int BATCHES_LONG = 4;

        long nanosAfter(long batchTook) {
            return Math.min(nanos, BATCHES_LONG * batchTook);
        }
    }

    private final String name;
    private final Bounds bounds;
    private final Gathering gathering;
    private final ToLongFunction<? super T> weight;
    private final Consumer<? super List<T>> send;
    private final Counter sent;
    private final Counter dropped;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition gathered = lock.newCondition();
    private final Deque<T> queue = new ArrayDeque<>();
    private long queuedWeight;
    private int inFlight;

    /** How long the queue must become for the one that gathers. */
    private int awaited = NOBODY_WAITS;

    /** How many waited when the batch under way began to be answered; unknown until then. */
    private int waitingWhenAnswered = UNKNOWN;

    public Lane(
            String name,
            Bounds bounds,
            ToLongFunction<? super T> weight,
            Consumer<? super List<T>> send,
            MeterRegistry meters) {
        this(name, bounds, Gathering.NONE, weight, send, meters);
    }

    /**
     * @param name the destination, for threads and meters
     * @param send handles its own failures
     */
    public Lane(
            String name,
            Bounds bounds,
            Gathering gathering,
            ToLongFunction<? super T> weight,
            Consumer<? super List<T>> send,
            MeterRegistry meters) {
        this.name = name;
        this.bounds = bounds;
        this.gathering = gathering;
        this.weight = weight;
        this.send = send;
        sent = counter(meters, "sent", "Batches handed to the network");
        dropped = counter(meters, "dropped", "Messages dropped because the queue was full");
        Gauge.builder("paxos.outbox.queued", this, Lane::queuedWeight)
                .description("About how many bytes wait to be sent")
                .baseUnit("bytes")
                .tag("lane", name)
                .register(meters);
    }

    private Counter counter(MeterRegistry meters, String what, String description) {
        return Counter.builder("paxos.outbox." + what)
                .description(description)
                .tag("lane", name)
                .register(meters);
    }

    private long queuedWeight() {
        lock.lock();
        try {
            return queuedWeight;
        } finally {
            lock.unlock();
        }
    }

    /** Queues an item, or returns false where there is no room. */
    public boolean offer(T item) {
        long itemWeight = weight.applyAsLong(item);
        lock.lock();
        try {
            if (!hasRoom(itemWeight)) {
                dropped.increment();
                return false;
            }
            add(item, itemWeight);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Is told before a batch is answered: whoever comes from then on may be one that was answered, and is not waited
     * for twice.
     */
    public void answering() {
        lock.lock();
        try {
            waitingWhenAnswered = Math.min(waitingWhenAnswered, queue.size());
        } finally {
            lock.unlock();
        }
    }

    /** Queues an item once there is room, or returns false where there was none for so long. */
    public boolean put(T item, long nanos) throws InterruptedException {
        long itemWeight = weight.applyAsLong(item);
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!hasRoom(itemWeight)) {
                if (left <= 0) {
                    dropped.increment();
                    return false;
                }
                left = room.awaitNanos(left);
            }
            add(item, itemWeight);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(long itemWeight) {
        return queue.size() < bounds.queueLength()
                && (queue.isEmpty() || queuedWeight + itemWeight <= bounds.queueWeight());
    }

    private void add(T item, long itemWeight) {
        queue.add(item);
        queuedWeight += itemWeight;
        if (queue.size() >= awaited) {
            gathered.signal();
        }
        if (inFlight < allowedInFlight()) {
            inFlight++;
            Thread.ofVirtual().name(name).start(this::drain);
        }
    }

    private int allowedInFlight() {
        boolean full = queue.size() >= bounds.batchLength() || queuedWeight >= bounds.batchWeight();
        return full ? bounds.fullInFlight() : bounds.inFlight();
    }

    private void drain() {
        for (List<T> batch = next(); !batch.isEmpty(); batch = next()) {
            sent.increment();
            long start = System.nanoTime();
            try {
                send.accept(batch);
            } catch (RuntimeException e) {
                LOG.warn("Sending on {} failed: {}", name, e.toString());
            }
            gather(batch.size(), System.nanoTime() - start);
        }
    }

    private void gather(int answered, long nanosTaken) {
        if (gathering.length() <= 1) {
            return;
        }
        lock.lock();
        try {
            int waiting = Math.min(waitingWhenAnswered, queue.size());
            int expected = Math.min(answered + waiting, gathering.length());
            if (expected > 1 && awaited == NOBODY_WAITS) {
                awaited = expected;
                awaitLength(expected, gathering.nanosAfter(nanosTaken));
                awaited = NOBODY_WAITS;
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitLength(int length, long nanos) {
        long left = nanos;
        try {
            while (queue.size() < length && left > 0) {
                left = gathered.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next batch; where there is none, this thread is no longer in flight. */
    private List<T> next() {
        lock.lock();
        try {
            if (queue.isEmpty() || inFlight > allowedInFlight()) {
                inFlight--;
                return List.of();
            }
            List<T> batch = new ArrayList<>(Math.min(queue.size(), bounds.batchLength()));
            long batchWeight = 0;
            while (!queue.isEmpty() && batch.size() < bounds.batchLength()) {
                long itemWeight = weight.applyAsLong(queue.peek());
                if (!batch.isEmpty() && batchWeight + itemWeight > bounds.batchWeight()) {
                    break;
                }
                batch.add(queue.remove());
                batchWeight += itemWeight;
            }
            queuedWeight -= batchWeight;
            waitingWhenAnswered = UNKNOWN;
            room.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }
}
