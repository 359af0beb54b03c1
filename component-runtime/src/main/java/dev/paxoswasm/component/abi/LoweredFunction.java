package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;

/** A component function made callable from core code: {@code canon lower}. */
public final class LoweredFunction implements CoreFunction {

    private static final long[] NOTHING = {};

    private final Signature signature;
    private final Callee callee;
    private final GuestMemory guest;

    public LoweredFunction(Signature signature, Callee callee, GuestMemory guest) {
        this.signature = signature;
        this.callee = callee;
        this.guest = guest;
    }

    @Override
    public long[] call(long[] flat) {
        guest.state().requireMayLeave();
        Object value = callee.call(liftArguments(flat));
        Codec result = signature.result;
        if (result == null || value == null) {
            return NOTHING;
        }
        return lowerResult(result, value, flat);
    }

    private Object[] liftArguments(long[] flat) {
        ProductCodec parameters = signature.parameters;
        guest.charge(parameters);
        if (!signature.parametersInMemory) {
            return parameters.lift(guest, flat, 0);
        }
        return parameters.load(guest, signature.parametersAt(flat, guest));
    }

    private long[] lowerResult(Codec result, Object value, long[] flat) {
        if (signature.resultInMemory) {
            result.store(guest, signature.placeForResult(flat, guest), value);
            return NOTHING;
        }
        long[] results = new long[1];
        result.lower(guest, value, results, 0);
        return results;
    }
}
