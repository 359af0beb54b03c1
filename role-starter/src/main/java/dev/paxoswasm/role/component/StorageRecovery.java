package dev.paxoswasm.role.component;

import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.role.storage.ReopenableStore;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings a node back into service whose disk was full, or gone for a while: does what a restart would, without one. It
 * waits for room, opens the store anew with all that is checked at a start, and has the component made anew from it.
 * Where that fails, or the disk fails again, it waits for twice as long, up to a minute.
 *
 * <p>Data that is damaged is left alone: a person has to see to it.
 */
public final class StorageRecovery implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StorageRecovery.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final String node;
    private final ComponentHost<?> host;
    private final ReopenableStore store;
    private final Thread thread;
    private long pauseNanos = FIRST_PAUSE.toNanos();
    private long nextAt = System.nanoTime();
    private volatile @Nullable String waitsFor;

    public StorageRecovery(String node, ComponentHost<?> host, ReopenableStore store) {
        this.node = node;
        this.host = host;
        this.store = store;
        thread = Thread.ofPlatform().name("recovery " + node).daemon().unstarted(this::run);
    }

    /** What the node waits for to come back into service; null where it is in service, or will not come back. */
    public @Nullable String waitsFor() {
        return waitsFor;
    }

    /** Whether only a restart, or a person, can bring the node back into service. */
    public boolean isHopeless() {
        return store.isCorrupt();
    }

    private void run() {
        try {
            while (!closing.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        String notWritable = store.foundNotWritable();
        if (notWritable != null) {
            host.leaveService(Reason.STORAGE, notWritable);
        }
        OutOfServiceException gone = host.outOfService();
        if (gone == null || gone.reason() != Reason.STORAGE) {
            waitsFor = null;
            if (System.nanoTime() - nextAt > LONGEST_PAUSE.toNanos()) {
                pauseNanos = FIRST_PAUSE.toNanos();
            }
            return;
        }
        if (store.isCorrupt()) {
            waitsFor = null;
            return;
        }
        String lacksRoom = store.lacksRoom();
        if (lacksRoom != null) {
            waitsFor = lacksRoom;
        } else if (System.nanoTime() - nextAt >= 0) {
            comeBack();
            nextAt = System.nanoTime() + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
        }
    }

    private void comeBack() {
        try {
            waitsFor = "the store to be opened anew";
            LOG.info("{} opens its store in {} anew", node, store.path());
            if (host.comeBack(store::reopen)) {
                waitsFor = null;
                LOG.info("{} is back in service: its store is open, and its component made anew from it", node);
            }
        } catch (StorageException e) {
            waitsFor = "opening the store again, which failed: " + e.getMessage();
            LOG.error("{} stays out of service: {}", node, e.getMessage());
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    /** A disk that stands still may keep it from ending. */
    @Override
    public void stop() {
        closing.countDown();
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
