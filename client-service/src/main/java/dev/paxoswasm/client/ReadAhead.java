package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ByteBudget;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The values of one stream that are read and not answered yet, bounded in number and bytes, and with those of all
 * streams by a budget; one reads, another answers.
 */
final class ReadAhead {

    /** About what a value takes beside its bytes until it is answered. */
    private static final int ITEM_BYTES = 512;

    private record Held(ProposalItem item, int bytes) {}

    private final int maxItems;
    private final long maxBytes;
    private final ByteBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Held> items = new ArrayDeque<>();
    private int reserved;
    private long bytes;
    private boolean ended;
    private boolean abandoned;

    ReadAhead(int maxItems, long maxBytes, ByteBudget budget) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
        this.budget = budget;
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

    /** Takes from the budget for the next one that is added, waiting for it so long; false where there was none. */
    boolean reserve(int length, long nanos) throws InterruptedException {
        if (!budget.take(ITEM_BYTES + length, nanos)) {
            return false;
        }
        reserved = ITEM_BYTES + length;
        return true;
    }

    /** Adds one, for which what was reserved is held until it is answered. */
    void add(ProposalItem item) {
        lock.lock();
        try {
            if (abandoned) {
                budget.giveBack(reserved);
            } else {
                items.add(new Held(item, reserved));
                bytes += reserved;
                changed.signalAll();
            }
            reserved = 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The oldest, once there is one; null when all were answered and no more come. It stays until {@link #answered}.
     */
    @Nullable
    ProposalItem awaitOldest() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (items.isEmpty() && !ended) {
                changed.await();
            }
            return items.isEmpty() ? null : items.element().item();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next answer can be had without waiting. */
    boolean nextIsSettled() {
        lock.lock();
        try {
            return !items.isEmpty() && items.element().item().isSettled();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest one is answered. */
    void answered() {
        lock.lock();
        try {
            int held = items.remove().bytes();
            bytes -= held;
            budget.giveBack(held);
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
            budget.giveBack((int) bytes);
            bytes = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
