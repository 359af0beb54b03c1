package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import org.jspecify.annotations.Nullable;

/** A core function made callable with component values: {@code canon lift}. */
public final class LiftedFunction implements Callee {

    private static final long[] NOTHING = {};

    private final Signature signature;
    private final CoreFunction core;
    private final @Nullable CoreFunction postReturn;
    private final GuestMemory guest;
    private @Nullable Watched watched;

    public LiftedFunction(
            Signature signature, CoreFunction core, @Nullable CoreFunction postReturn, GuestMemory guest) {
        this.signature = signature;
        this.core = core;
        this.postReturn = postReturn;
        this.guest = guest;
    }

    /** Sets who is told of the calls from the host. */
    public void watch(Watched by) {
        watched = by;
    }

    /** @param arguments checked against the signature */
    @Override
    public @Nullable Object call(@Nullable ComponentState caller, Object[] arguments) {
        guest.state().requireApart(caller);
        guest.state().enter(caller);
        BorrowScope lent = signature.lends ? new BorrowScope() : null;
        guest.lendFor(lent);
        guest.liftToComponent(caller != null);
        guest.state().handles().delivered();
        long[] results;
        Object value;
        try {
            long[] flat = lowerArguments(arguments);
            Watched.noteCalled(caller == null ? watched : null, signature, guest, flat);
            results = core.call(flat);
            value = liftResult(results);
            Watched.noteReturned(caller == null ? watched : null, signature, guest, results);
            if (lent != null) {
                lent.requireReturned();
            }
        } finally {
            // Those who lend handles go on, even where this instance does not.
            BorrowScope.end(lent);
        }
        leave(caller, results);
        if (caller == null) {
            guest.state().handles().delivered();
        }
        return value;
    }

    /**
     * Calls with code that moves the values itself.
     *
     * @param bindings what the resource types stand for that the code knows
     * @param arguments expect to be passed as the signature says, as does {@code result}
     */
    public <R> R call(ResourceBindings bindings, ArgumentsLowering arguments, Lifting<R> result) {
        guest.state().enter(null);
        BorrowScope lent = signature.lends ? new BorrowScope() : null;
        guest.lendFor(lent);
        guest.bind(bindings);
        guest.state().handles().delivered();
        long[] results;
        R value;
        try {
            long[] flat = lowered(arguments);
            Watched.noteCalled(watched, signature, guest, flat);
            results = core.call(flat);
            value = lifted(result, results);
            Watched.noteReturned(watched, signature, guest, results);
            if (lent != null) {
                lent.requireReturned();
            }
        } finally {
            BorrowScope.end(lent);
        }
        leave(null, results);
        guest.state().handles().delivered();
        return value;
    }

    private long[] lowered(ArgumentsLowering arguments) {
        long[] flat = signature.flatParameters == 0 ? NOTHING : new long[signature.flatParameters];
        int address = 0;
        if (signature.parametersInMemory) {
            address = allocateParameters();
            flat[0] = address & 0xffffffffL;
        }
        arguments.lower(guest, flat, address);
        return flat;
    }

    private <R> R lifted(Lifting<R> result, long[] results) {
        if (signature.result != null) {
            guest.charge(signature.result);
        }
        return result.lift(guest, results, signature.resultInMemory ? signature.resultAt(results, guest) : 0);
    }

    private void leave(@Nullable ComponentState caller, long[] results) {
        ComponentState state = guest.state();
        if (postReturn != null) {
            state.mayLeave = false;
            postReturn.call(results);
            state.mayLeave = true;
        }
        state.leave(caller);
    }

    private int allocateParameters() {
        return guest.allocate(signature.parameters.alignment, signature.parameters.size);
    }

    private long[] lowerArguments(Object[] arguments) {
        long[] flat = new long[signature.flatParameters];
        if (signature.parametersInMemory) {
            int address = allocateParameters();
            signature.parameters.store(guest, address, arguments);
            flat[0] = address;
        } else {
            signature.parameters.lower(guest, arguments, flat, 0);
        }
        return flat;
    }

    private @Nullable Object liftResult(long[] results) {
        Codec result = signature.result;
        if (result == null) {
            return null;
        }
        guest.charge(result);
        return signature.resultInMemory
                ? result.load(guest, signature.resultAt(results, guest))
                : result.lift(guest, results, 0);
    }
}
