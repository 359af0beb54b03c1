package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.RoleHost;
import dev.paxoswasm.host.Turn;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.storage.CallStorage;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link RoleHost} under a lock, over a disk: the edge of it that waits.
 *
 * <p>Durable before visible: what a call stored, and what it may have seen of earlier calls, is on disk before its
 * answer or its messages leave. The waiting happens outside of the lock, so that one flush serves all calls that wait.
 *
 * <p>An instance whose call did not run to its end is replaced at once; where that fails, it is tried again with
 * growing pauses.
 *
 * @param <E> the exports of the component, typed
 */
public final class ComponentHost<E> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentHost.class);

    /** How long a component that is to take over waits for what only the present instance can end. */
    private static final long UNFINISHED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final CallStorage storage;
    private final CallMeters meters;
    private final NodeRecordings recordings;
    private final RoleHost<E> role;
    private final ReentrantLock lock = new ReentrantLock();
    private final RebuildBackoff backoff = new RebuildBackoff();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final Condition called = lock.newCondition();
    private volatile HostedComponent<E> hosted;
    private volatile long rebuilds;
    private volatile long memoryBytes;
    private boolean swapping;
    private boolean closed;

    /**
     * Makes the first instance.
     *
     * @throws ConfigurationException if it cannot be made
     * @throws StorageException if what it stored at its start could not be made durable
     */
    public ComponentHost(
            HostedComponent<E> hosted,
            CallStorage storage,
            Outbox outbox,
            CallMeters meters,
            NodeRecordings recordings) {
        this.hosted = hosted;
        this.storage = storage;
        this.meters = meters;
        this.recordings = recordings;
        role = new RoleHost<>(hosted.blueprint(), storage, outbox, meters, recordings);
        lock.lock();
        try {
            start();
        } catch (StorageException | RefusalException | ConfigurationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "paxos.component.location",
                    hosted.loaded().location() + " could not be started: " + e.getMessage(),
                    "name a component of the world " + hosted.loaded().world() + " that starts within its limits");
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes one call.
     *
     * @param function the name of the function, for the meters
     * @throws RefusalException what the component refused
     * @throws ComponentFailedException if the component did not run to the end
     * @throws OutOfServiceException if this node cannot serve
     */
    public <R> R call(String function, Function<? super E, R> call) {
        return Objects.requireNonNull(visible(locked(function, call)).result());
    }

    /** Makes one call that has no result. */
    public void run(String function, Consumer<? super E> call) {
        call(function, exported -> {
            call.accept(exported);
            return function;
        });
    }

    /** Tells the instance that sent a message what came of it; forgotten where that instance is no more. */
    public void event(String function, long generation, Consumer<? super E> event) {
        Turn<?> turn;
        lock.lock();
        try {
            startWhereDue();
            if (generation != role.generation()) {
                return;
            }
            turn = enter(function, exported -> {
                event.accept(exported);
                return function;
            });
        } finally {
            lock.unlock();
        }
        visible(turn);
    }

    private <R> Turn<R> locked(String function, Function<? super E, R> call) {
        lock.lock();
        try {
            startWhereDue();
            return enter(function, call);
        } finally {
            lock.unlock();
        }
    }

    private <R> Turn<R> enter(String function, Function<? super E, R> call) {
        try {
            called.signalAll();
            Turn<R> turn = role.call(function, call);
            recordings.keepWhereComplained(role.recording());
            return turn;
        } catch (RefusalException | OutOfServiceException | ComponentFailedException e) {
            OutOfServiceException gone = role.outOfService();
            if (gone != null) {
                tellOfLeaving(gone);
            } else if (!role.isStarted()) {
                LOG.error(
                        "The component {} failed in {} and is made anew: {}",
                        hosted.loaded().name(),
                        function,
                        String.valueOf(e.getCause() == null ? e : e.getCause()));
                restart(RebuildCause.of(e.getCause()));
            }
            throw e;
        }
    }

    /** Waits until what the turn rests on is on disk, then lets its messages go. */
    private <R> Turn<R> visible(Turn<R> turn) {
        try {
            storage.awaitDurable(turn.ticket());
        } catch (StorageException e) {
            OutOfServiceException gone = role.leaveService(Reason.STORAGE, String.valueOf(e.getMessage()));
            tellOfLeaving(gone);
            throw gone;
        }
        turn.messages().forEach(Runnable::run);
        return turn;
    }

    private void startWhereDue() {
        if (!role.isStarted() && role.outOfService() == null) {
            if (!backoff.due()) {
                throw new OutOfServiceException(Reason.COMPONENT, backoff.reason());
            }
            restart(RebuildCause.START);
            if (!role.isStarted() && role.outOfService() == null) {
                throw new OutOfServiceException(Reason.COMPONENT, backoff.reason());
            }
        }
    }

    private void restart(RebuildCause cause) {
        rebuilds++;
        meters.rebuilt(cause);
        try {
            start();
            backoff.succeeded();
        } catch (StorageException e) {
            tellOfLeaving(role.leaveService(Reason.STORAGE, String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            backoff.failed("the component cannot be started: " + e.getMessage());
            LOG.error("The component {} cannot be started: {}", hosted.loaded().name(), e.toString());
        }
    }

    /** Holds the lock while the first call becomes durable, so that nobody can see what is not. */
    private void start() {
        Turn<Void> turn = role.start();
        recordings.keepWhereComplained(role.recording());
        storage.awaitDurable(turn.ticket());
        turn.messages().forEach(Runnable::run);
    }

    /**
     * Has another component take the place of the present one, between two calls: it is made over the storage of this
     * node, recovers from it, and is judged by what it then says of itself. Calls wait meanwhile. Where it may not take
     * over, nothing has happened, and the present instance goes on.
     *
     * @return whose place it took
     * @throws SwapRefusedException if it may not
     * @throws OutOfServiceException if this node cannot serve; that of a failed storage leaves open which of the two
     *     it comes back with
     */
    public LoadedComponent swap(LoadedComponent other) {
        try (Succession.Hold _ = hosted.succession().hold()) {
            return swap(other, hosted.succession());
        }
    }

    private <S> LoadedComponent swap(LoadedComponent other, Succession<E, S> succession) {
        Takeover<E, S> takeover = new Takeover<>(other, succession);
        lock.lock();
        try {
            if (swapping) {
                throw takeover.refused("another one is about to", "try again once that is over");
            }
            swapping = true;
            try {
                awaitFinished(takeover);
                return takeOver(other, takeover);
            } finally {
                swapping = false;
            }
        } finally {
            lock.unlock();
        }
    }

    private LoadedComponent takeOver(LoadedComponent other, Takeover<E, ?> takeover) {
        LoadedComponent former = hosted.loaded();
        HostedComponent<E> next = hosted.with(other);
        try {
            Turn<Void> turn = takeover.started(() -> role.replace(next.blueprint(), takeover::judge));
            hosted = next;
            backoff.succeeded();
            recordings.keepWhereComplained(role.recording());
            storage.awaitDurable(turn.ticket());
            turn.messages().forEach(Runnable::run);
        } catch (StorageException e) {
            OutOfServiceException gone = role.leaveService(Reason.STORAGE, String.valueOf(e.getMessage()));
            tellOfLeaving(gone);
            throw gone;
        }
        LOG.info(
                "The component {}, {}, took over from {}, {}",
                other.name(),
                other.digest(),
                former.name(),
                former.digest());
        return former;
    }

    private <S> void awaitFinished(Takeover<E, S> takeover) {
        long left = UNFINISHED_NANOS;
        takeover.ask(this::askPresent);
        for (String what = takeover.unfinished(); what != null; what = takeover.unfinished()) {
            if (left <= 0) {
                throw takeover.refused(
                        "the present component has not ended " + what + " within "
                                + TimeUnit.NANOSECONDS.toSeconds(UNFINISHED_NANOS) + " s",
                        "try again when it has");
            }
            try {
                left = called.awaitNanos(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OutOfServiceException(Reason.SHUTDOWN, "the node is shutting down");
            }
            takeover.ask(this::askPresent);
        }
    }

    /** Null where the present component has no instance, or that cannot answer: another one may be the way out. */
    private <R> @Nullable R askPresent(Function<? super E, R> question) {
        OutOfServiceException gone = role.outOfService();
        if (gone != null) {
            throw gone;
        }
        if (!role.isStarted()) {
            return null;
        }
        try {
            return enter("status", question).outcome();
        } catch (ComponentFailedException | RefusalException e) {
            LOG.warn("The present component does not say how it stands: {}", e.getMessage());
            return null;
        }
    }

    /**
     * Comes back into service after the storage had failed, with a new instance that recovers from it.
     *
     * @param reopen opens the storage anew; no call uses it meanwhile
     * @return whether the node is in service again
     * @throws StorageException what {@code reopen} threw; the node stays out of service
     */
    public boolean comeBack(Runnable reopen) {
        if (!isOutForStorage()) {
            return false;
        }
        reopen.run();
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            role.returnToService();
            leaving.set(false);
            restart(RebuildCause.STORAGE);
            return role.outOfService() == null;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever holds the lock when the storage fails may still use it; whoever comes after is refused. */
    private boolean isOutForStorage() {
        lock.lock();
        try {
            OutOfServiceException gone = role.outOfService();
            return !closed && gone != null && gone.reason() == Reason.STORAGE;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the node out of service, unless it is already. */
    public void leaveService(Reason reason, String why) {
        lock.lock();
        try {
            if (role.outOfService() == null) {
                tellOfLeaving(role.leaveService(reason, why));
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellOfLeaving(OutOfServiceException gone) {
        if (gone.reason() != Reason.SHUTDOWN && leaving.compareAndSet(false, true)) {
            LOG.error("This node goes out of service ({}): {}", gone.reason(), gone.getMessage());
        }
    }

    public LoadedComponent loaded() {
        return hosted.loaded();
    }

    /**
     * The last calls into the present instance, as a file that can be replayed; that of the last one where there is
     * none.
     *
     * @throws NotRecordedException if there is no recording of them
     */
    public byte[] recording() {
        lock.lock();
        try {
            return recordings.file(role.recording(), "it was asked for");
        } finally {
            lock.unlock();
        }
    }

    /** Why the node is out of service, or null. */
    public @Nullable OutOfServiceException outOfService() {
        return role.outOfService();
    }

    /** Why there is no instance at present, or null. */
    public @Nullable String broken() {
        return backoff.reasonOrNull();
    }

    /** How often an instance was replaced since the start. */
    public long rebuilds() {
        return rebuilds;
    }

    /** The size of the instance's memory, now or, while a call is in progress, when it was last asked for. */
    public long memoryBytes() {
        if (lock.tryLock()) {
            try {
                memoryBytes = role.memoryBytes();
            } finally {
                lock.unlock();
            }
        }
        return memoryBytes;
    }

    public Limits limits() {
        return hosted.limits();
    }

    /** Waits for the call in progress, and refuses all that come after it. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            role.leaveService(Reason.SHUTDOWN, "the node is shutting down");
        } finally {
            lock.unlock();
        }
    }
}
