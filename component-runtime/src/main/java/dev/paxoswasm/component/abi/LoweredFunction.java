package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import org.jspecify.annotations.Nullable;

/** A component function made callable from core code: {@code canon lower}. */
public final class LoweredFunction implements CoreFunction {

    private static final long[] NOTHING = {};

    private final Signature signature;
    private final Callee callee;
    private final GuestMemory guest;
    private final long maxElements;
    private final @Nullable Watched watched;

    /** @param watched who is told; null where nobody is, as of calls between components */
    public LoweredFunction(
            Signature signature, Callee callee, GuestMemory guest, long maxElements, @Nullable Watched watched) {
        this.signature = signature;
        this.callee = callee;
        this.guest = guest;
        this.maxElements = maxElements;
        this.watched = watched;
        guest.liftToComponent(callee instanceof LiftedFunction);
    }

    @Override
    public long[] call(long[] flat) {
        guest.state().requireMayLeave();
        BorrowScope lent = signature.lends ? new BorrowScope() : null;
        guest.lendFor(lent);
        Object value;
        try {
            Object[] arguments = liftArguments(flat);
            Watched.noteAsked(watched, signature, guest, flat);
            value = callee.call(guest.state(), arguments);
        } finally {
            BorrowScope.end(lent);
        }
        Codec result = signature.result;
        if (result == null || value == null) {
            Watched.noteAnswered(watched, signature, guest, NOTHING, 0);
            return NOTHING;
        }
        return lowerResult(result, value, flat);
    }

    private Object[] liftArguments(long[] flat) {
        ProductCodec parameters = signature.parameters;
        guest.state().handles().delivered();
        guest.beginArguments(parameters, maxElements);
        Object[] arguments = signature.parametersInMemory
                ? parameters.load(guest, signature.parametersAt(flat, guest))
                : parameters.lift(guest, flat, 0);
        guest.endArguments();
        return arguments;
    }

    private long[] lowerResult(Codec result, Object value, long[] flat) {
        if (signature.resultInMemory) {
            int place = signature.placeForResult(flat, guest);
            result.store(guest, place, value);
            Watched.noteAnswered(watched, signature, guest, NOTHING, place);
            return NOTHING;
        }
        long[] results = new long[1];
        result.lower(guest, value, results, 0);
        Watched.noteAnswered(watched, signature, guest, results, 0);
        return results;
    }
}
