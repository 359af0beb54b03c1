package dev.paxoswasm.role.component;

import dev.paxoswasm.component.CallInterruptedException;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.component.OutOfServiceException.Reason;
import dev.paxoswasm.role.storage.CallStorage;
import dev.paxoswasm.role.storage.StorageException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enters a component, one call at a time.
 *
 * <p>Durable before visible: what a call stored, and what it may have seen of earlier calls, is on disk before its answer or
 * its messages leave. The waiting happens outside of the lock, so that one flush serves all calls that wait.
 *
 * <p>A call that does not run to its end (a trap, the deadline, the memory limit) has not happened: what it stored and sent
 * is forgotten, and the instance is replaced by a new one that recovers from storage. A storage failure takes the node out
 * of service; so does an invariant that the component sees broken, where the role keeps the log.
 *
 * @param <E> the exports of the component, typed
 */
public final class ComponentHost<E> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ComponentHost.class);

    private final HostedComponent<E> hosted;
    private final CallStorage storage;
    private final Outbox outbox;
    private final CallMeters meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final RebuildBackoff backoff = new RebuildBackoff();
    private @Nullable ComponentInstance instance;
    private @Nullable E exports;
    private volatile @Nullable OutOfServiceException outOfService;
    private volatile long rebuilds;

    /**
     * Makes the first instance.
     *
     * @throws ConfigurationException if it cannot be made
     * @throws StorageException if what it stored at its start could not be made durable
     */
    public ComponentHost(HostedComponent<E> hosted, CallStorage storage, Outbox outbox, CallMeters meters) {
        this.hosted = hosted;
        this.storage = storage;
        this.outbox = outbox;
        this.meters = meters;
        lock.lock();
        try {
            build();
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
        return call(function, -1, call).result();
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
        call(function, generation, exported -> {
            event.accept(exported);
            return function;
        });
    }

    private <R> Answer<R> call(String function, long generation, Function<? super E, R> call) {
        Answer<R> answer;
        List<Runnable> messages;
        long ticket;
        lock.lock();
        try {
            E exported = usable();
            if (generation >= 0 && generation != outbox.generation()) {
                return new Answer<>(null, null);
            }
            answer = enter(function, exported, call);
            ticket = commit();
            messages = outbox.take();
        } finally {
            lock.unlock();
        }
        awaitDurable(ticket);
        messages.forEach(Runnable::run);
        return answer;
    }

    /** What a call came to. */
    private record Answer<R>(@Nullable R value, @Nullable RefusalException refusal) {

        R result() {
            if (refusal != null) {
                throw refusal;
            }
            return Objects.requireNonNull(value);
        }
    }

    private <R> Answer<R> enter(String function, E exported, Function<? super E, R> call) {
        long start = System.nanoTime();
        storage.begin();
        try {
            R result = call.apply(exported);
            meters.answered(function, start);
            return new Answer<>(result, null);
        } catch (RefusalException e) {
            meters.refused(function, start);
            if (e.refusal() instanceof Refusal.Violation
                    && hosted.loaded().role().keepsTheLog()) {
                forgetCall();
                leaveService(Reason.VIOLATION, "an invariant would break in " + function + ": " + e.getMessage());
                throw e;
            }
            return new Answer<>(null, e);
        } catch (StorageException e) {
            meters.failed(function, start);
            forgetCall();
            throw leaveService(Reason.STORAGE, e.getMessage());
        } catch (CallInterruptedException e) {
            meters.failed(function, start);
            replaceInstance(function, e);
            throw new OutOfServiceException(Reason.SHUTDOWN, "the call was interrupted");
        } catch (RuntimeException e) {
            meters.failed(function, start);
            replaceInstance(function, e);
            throw new ComponentFailedException("the component failed in " + function + ": " + e.getMessage(), e);
        }
    }

    private E usable() {
        OutOfServiceException reason = outOfService;
        if (reason != null) {
            throw reason;
        }
        if (exports == null) {
            if (!backoff.due()) {
                throw new OutOfServiceException(Reason.COMPONENT, backoff.reason());
            }
            tryToBuild();
        }
        E usable = exports;
        if (usable == null) {
            throw new OutOfServiceException(Reason.COMPONENT, backoff.reason());
        }
        return usable;
    }

    private long commit() {
        try {
            return storage.commit();
        } catch (StorageException e) {
            outbox.clear();
            throw leaveService(Reason.STORAGE, e.getMessage());
        }
    }

    private void awaitDurable(long ticket) {
        try {
            storage.awaitDurable(ticket);
        } catch (StorageException e) {
            throw leaveService(Reason.STORAGE, e.getMessage());
        }
    }

    private void forgetCall() {
        storage.discard();
        outbox.clear();
    }

    private void replaceInstance(String function, RuntimeException cause) {
        forgetCall();
        LOG.error(
                "The component {} failed in {} and is made anew: {}",
                hosted.loaded().name(),
                function,
                cause.toString());
        instance = null;
        exports = null;
        tryToBuild();
    }

    private void tryToBuild() {
        rebuilds++;
        meters.rebuilt();
        try {
            build();
            backoff.succeeded();
        } catch (StorageException e) {
            leaveService(Reason.STORAGE, e.getMessage());
        } catch (RuntimeException e) {
            instance = null;
            exports = null;
            forgetCall();
            backoff.failed("the component cannot be started: " + e.getMessage());
            LOG.error("The component {} cannot be started: {}", hosted.loaded().name(), e.toString());
        }
    }

    /** Holds the lock while the first call becomes durable, so that nobody can see what is not. */
    private void build() {
        ComponentInstance made = hosted.loaded().component().instantiate(hosted.imports(), hosted.limits());
        E bound = hosted.exports().apply(made);
        outbox.nextGeneration();
        storage.begin();
        hosted.start().accept(bound);
        storage.awaitDurable(storage.commit());
        instance = made;
        exports = bound;
        outbox.take().forEach(Runnable::run);
    }

    private OutOfServiceException leaveService(Reason reason, String why) {
        OutOfServiceException exception = new OutOfServiceException(reason, why);
        if (outOfService == null) {
            outOfService = exception;
            LOG.error("This node goes out of service ({}): {}", reason, why);
        }
        return exception;
    }

    public LoadedComponent loaded() {
        return hosted.loaded();
    }

    /** Why the node is out of service for good, or null. */
    public @Nullable OutOfServiceException outOfService() {
        return outOfService;
    }

    /** Why there is no instance at present, or null. */
    public @Nullable String broken() {
        return backoff.reasonOrNull();
    }

    /** How often an instance was replaced since the start. */
    public long rebuilds() {
        return rebuilds;
    }

    /** The present size of the instance's memory. */
    public long memoryBytes() {
        lock.lock();
        try {
            return instance == null ? 0 : instance.memoryBytes();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the call in progress, and refuses all that come after it. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (outOfService == null) {
                outOfService = new OutOfServiceException(Reason.SHUTDOWN, "the node is shutting down");
            }
        } finally {
            lock.unlock();
        }
    }
}
