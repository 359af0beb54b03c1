package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.CoreFunction;

/** A component function made callable from core code: {@code canon lower}. */
public final class LoweredFunction implements CoreFunction {

    private static final long[] NOTHING = {};

    private final Signature signature;
    private final Callee callee;
    private final Guest guest;

    public LoweredFunction(Signature signature, Callee callee, Guest guest) {
        this.signature = signature;
        this.callee = callee;
        this.guest = guest;
    }

    @Override
    public long[] call(long[] flat) {
        if (!guest.state().mayLeave) {
            throw new ComponentTrapException("the component called an import out of realloc or post-return");
        }
        Object value = callee.call(liftArguments(flat));
        Codec result = signature.result;
        if (result == null || value == null) {
            return NOTHING;
        }
        return lowerResult(result, value, flat);
    }

    private Object[] liftArguments(long[] flat) {
        ProductCodec parameters = signature.parameters;
        if (!signature.parametersInMemory) {
            return parameters.lift(guest, flat, 0);
        }
        int address = (int) flat[0];
        guest.checkRange("the parameters", address, parameters.alignment, parameters.size);
        return parameters.load(guest, address);
    }

    private long[] lowerResult(Codec result, Object value, long[] flat) {
        if (signature.resultInMemory) {
            int address = (int) flat[signature.flatParameters];
            guest.checkRange("the place for the result", address, result.alignment, result.size);
            result.store(guest, address, value);
            return NOTHING;
        }
        long[] results = new long[1];
        result.lower(guest, value, results, 0);
        return results;
    }
}
