package dev.paxoswasm.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The values of one stream that are read and not answered yet, bounded in number and bytes; one reads, another answers. */
final class ReadAhead {

    private final int maxItems;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ProposalItem> items = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean abandoned;

    ReadAhead(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    /** Waits for room for one more; false where nobody answers any more. */
    boolean awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!abandoned && (items.size() >= maxItems || bytes >= maxBytes)) {
                changed.await();
            }
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    void add(ProposalItem item) {
        lock.lock();
        try {
            items.add(item);
            bytes += item.weight();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest, once there is one; null when all were answered and no more come. It stays until {@link #answered}. */
    @Nullable
    ProposalItem awaitOldest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !ended) {
                changed.await();
            }
            return items.peek();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next answer can be had without waiting. */
    boolean nextIsSettled() {
        lock.lock();
        try {
            ProposalItem oldest = items.peek();
            return oldest != null && oldest.isSettled();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest one is answered. */
    void answered() {
        lock.lock();
        try {
            bytes -= items.remove().weight();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more will be added. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** No more will be answered. */
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            items.clear();
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
