package dev.paxoswasm.host;

import dev.paxoswasm.component.CallInterruptedException;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.DeadlineExceededException;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Blueprint.OnViolation;
import dev.paxoswasm.host.CallObserver.Ending;
import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.host.storage.CallBatch;
import dev.paxoswasm.host.storage.StorageException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Enters a component, one call at a time: what a call stored is one batch, what it sent waits in the outbox, and both
 * are handed over as a {@link Turn} for the caller to make durable first and visible then. That caller brings lock,
 * disk and clock; there is none here.
 *
 * <p>A call that does not run to its end (a trap, the deadline, the memory limit) has not happened: what it stored and
 * sent is forgotten, and with it the instance; {@link #start} makes a new one that recovers from storage. A storage
 * failure takes the node out of service until the storage was opened anew; an invariant that the component sees broken
 * does for good, where the role keeps the log.
 *
 * <p>Used by one thread at a time; {@link #outOfService} may be read by any.
 *
 * @param <E> the exports of the component, typed
 */
public final class RoleHost<E> {

    private final CallBatch storage;
    private final Outbox outbox;
    private final CallObserver observer;
    private final Recordings recordings;
    private @Nullable InstanceRecording recording;
    private Blueprint<E> blueprint;
    private @Nullable ComponentInstance instance;
    private @Nullable E exports;
    private volatile @Nullable OutOfServiceException outOfService;

    public RoleHost(Blueprint<E> blueprint, CallBatch storage, Outbox outbox, CallObserver observer) {
        this(blueprint, storage, outbox, observer, Recordings.NONE);
    }

    public RoleHost(
            Blueprint<E> blueprint, CallBatch storage, Outbox outbox, CallObserver observer, Recordings recordings) {
        this.blueprint = blueprint;
        this.storage = storage;
        this.outbox = outbox;
        this.observer = observer;
        this.recordings = recordings;
    }

    /**
     * Makes a new instance in place of the present one, if any. It is of a new generation: answers to messages of
     * former ones are not for it.
     *
     * @return what the first call stored and sent
     * @throws RuntimeException if the instance cannot be made; nothing has happened then
     */
    public Turn<Void> start() {
        instance = null;
        exports = null;
        return put(blueprint, made -> {});
    }

    /**
     * Puts an instance of another component in place of the present one, if it can take over: it starts, recovers from
     * storage, and the judge is content. Where not, nothing has happened, and the present instance goes on.
     *
     * @param judge throws where the other one must not take over; may call it, within the batch of its start
     * @return what the first call stored and sent
     * @throws OutOfServiceException if this node cannot serve
     * @throws StorageException if what it stored could not be written; the node is out of service then
     * @throws RuntimeException whatever made, started or judged it threw
     */
    public Turn<Void> replace(Blueprint<E> other, Consumer<? super E> judge) {
        OutOfServiceException gone = outOfService;
        if (gone != null) {
            throw gone;
        }
        return put(other, judge);
    }

    private Turn<Void> put(Blueprint<E> next, Consumer<? super E> judge) {
        long present = outbox.generation();
        InstanceRecording begun = recordings.begin(next.component(), next.limits());
        try {
            ComponentInstance made = next.component()
                    .instantiate(next.imports(), next.limits(), begun == null ? null : begun.recorder());
            E bound = next.exports().apply(made);
            outbox.nextGeneration();
            storage.begin();
            next.start().accept(bound);
            judge.accept(bound);
            long ticket = storage.commit();
            blueprint = next;
            instance = made;
            exports = bound;
            recording = begun;
            return new Turn<>(null, null, ticket, outbox.take());
        } catch (StorageException e) {
            forgetCall();
            leaveService(Reason.STORAGE, message(e));
            throw e;
        } catch (RuntimeException | Error e) {
            forgetCall();
            outbox.backToGeneration(present);
            if (e instanceof ComponentTrapException || e instanceof DeadlineExceededException) {
                recordings.keep(begun, "a new instance failed: " + e.getMessage());
            }
            throw e;
        }
    }

    /** Whether there is an instance to call. */
    public boolean isStarted() {
        return exports != null;
    }

    /**
     * Makes one call.
     *
     * @param function the name of the function, for the observer
     * @throws ComponentFailedException if the component did not run to the end; the instance is gone
     * @throws OutOfServiceException if this node cannot serve
     * @throws RefusalException if the component saw an invariant break that takes the node out of service
     */
    public <R> Turn<R> call(String function, Function<? super E, R> call) {
        OutOfServiceException gone = outOfService;
        if (gone != null) {
            throw gone;
        }
        E exported = exports;
        if (exported == null) {
            throw new OutOfServiceException(Reason.COMPONENT, "the component has no instance");
        }
        long begun = observer.begin();
        storage.begin();
        R result = null;
        RefusalException refusal = null;
        try {
            result = call.apply(exported);
            observer.end(function, Ending.ANSWERED, begun);
        } catch (RefusalException e) {
            observer.end(function, Ending.REFUSED, begun);
            if (e.refusal() instanceof Refusal.Violation) {
                String broken = "an invariant would break in " + function + ": " + e.getMessage();
                boolean leaves = blueprint.onViolation() == OnViolation.LEAVE_SERVICE;
                if (leaves) {
                    forgetCall();
                    leaveService(Reason.VIOLATION, broken);
                }
                recordings.keep(recording, broken);
                if (leaves) {
                    throw e;
                }
            }
            refusal = e;
        } catch (StorageException e) {
            observer.end(function, Ending.FAILED, begun);
            forgetCall();
            throw leaveService(Reason.STORAGE, message(e));
        } catch (RuntimeException e) {
            observer.end(function, Ending.FAILED, begun);
            forgetCall();
            instance = null;
            exports = null;
            if (e instanceof CallInterruptedException) {
                throw new OutOfServiceException(Reason.SHUTDOWN, "the call was interrupted");
            }
            recordings.keep(recording, "the component failed in " + function + ": " + e.getMessage());
            throw new ComponentFailedException("the component failed in " + function + ": " + e.getMessage(), e);
        } catch (Error e) {
            observer.end(function, Ending.FAILED, begun);
            forgetCall();
            instance = null;
            exports = null;
            throw e;
        }
        return new Turn<>(result, refusal, commit(), outbox.take());
    }

    private long commit() {
        try {
            return storage.commit();
        } catch (StorageException e) {
            outbox.clear();
            throw leaveService(Reason.STORAGE, message(e));
        }
    }

    private void forgetCall() {
        storage.discard();
        outbox.clear();
    }

    /** Takes the node out of service, unless it is already. */
    public OutOfServiceException leaveService(Reason reason, String why) {
        OutOfServiceException exception = new OutOfServiceException(reason, why);
        if (outOfService == null) {
            outOfService = exception;
        }
        return exception;
    }

    /**
     * Ends what a failure of the storage began, once it was opened anew; {@link #start} makes an instance over it then.
     */
    public void returnToService() {
        OutOfServiceException gone = outOfService;
        if (gone != null && gone.reason() == Reason.STORAGE) {
            instance = null;
            exports = null;
            outOfService = null;
        }
    }

    /** Why the node is out of service, or null. */
    public @Nullable OutOfServiceException outOfService() {
        return outOfService;
    }

    /** Which instance is in place; an answer is only for the one that asked. */
    public long generation() {
        return outbox.generation();
    }

    /** What is recorded of the calls into the present instance, or the last one; null where nothing is. */
    public @Nullable InstanceRecording recording() {
        return recording;
    }

    /** The present size of the instance's memory. */
    public long memoryBytes() {
        return instance == null ? 0 : instance.memoryBytes();
    }

    private static String message(StorageException e) {
        return String.valueOf(e.getMessage());
    }
}
