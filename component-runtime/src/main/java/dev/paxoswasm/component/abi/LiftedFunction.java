package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.CoreFunction;
import org.jspecify.annotations.Nullable;

/** A core function made callable with component values: {@code canon lift}. */
public final class LiftedFunction implements Callee {

    private final Signature signature;
    private final CoreFunction core;
    private final @Nullable CoreFunction postReturn;
    private final Guest guest;

    public LiftedFunction(Signature signature, CoreFunction core, @Nullable CoreFunction postReturn, Guest guest) {
        this.signature = signature;
        this.core = core;
        this.postReturn = postReturn;
        this.guest = guest;
    }

    /** @param arguments checked against the signature */
    @Override
    public @Nullable Object call(Object[] arguments) {
        ComponentState state = guest.state();
        if (state.entered) {
            throw new ComponentTrapException("a component instance was called while one of its functions runs");
        }
        state.entered = true;
        long[] results = core.call(lowerArguments(arguments));
        Object value = liftResult(results);
        if (postReturn != null) {
            state.mayLeave = false;
            postReturn.call(results);
            state.mayLeave = true;
        }
        state.entered = false;
        return value;
    }

    private long[] lowerArguments(Object[] arguments) {
        long[] flat = new long[signature.flatParameters];
        ProductCodec parameters = signature.parameters;
        if (signature.parametersInMemory) {
            int address = guest.allocate(parameters.alignment, parameters.size);
            parameters.store(guest, address, arguments);
            flat[0] = address;
        } else {
            parameters.lower(guest, arguments, flat, 0);
        }
        return flat;
    }

    private @Nullable Object liftResult(long[] results) {
        Codec result = signature.result;
        if (result == null) {
            return null;
        }
        if (!signature.resultInMemory) {
            return result.lift(guest, results, 0);
        }
        int address = (int) results[0];
        guest.checkRange("the result", address, result.alignment, result.size);
        return result.load(guest, address);
    }
}
