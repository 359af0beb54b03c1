package dev.paxoswasm.client;

import dev.paxoswasm.role.component.Succession.Hold;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What is to be submitted goes through it, any number at once, and waits while it is shut. */
final class SubmissionGate {

    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

    void through(Runnable submission) {
        gate.readLock().lock();
        try {
            submission.run();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Shuts it, until what is returned is closed by the same thread. */
    Hold shut() {
        gate.writeLock().lock();
        return gate.writeLock()::unlock;
    }
}
