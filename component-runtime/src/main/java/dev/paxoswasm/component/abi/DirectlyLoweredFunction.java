package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A host function with code of its own for its values, made callable from core code: {@code canon lower}. */
final class DirectlyLoweredFunction<R> implements CoreFunction {

    private static final long[] NOTHING = {};

    private final Signature signature;
    private final DirectHostFunction<R> function;
    private final HostCall host;
    private final GuestMemory guest;
    private final long maxElements;
    private final @Nullable Watched watched;

    DirectlyLoweredFunction(
            Signature signature,
            DirectHostFunction<R> function,
            HostCall host,
            GuestMemory guest,
            long maxElements,
            @Nullable Watched watched) {
        this.signature = signature;
        this.function = function;
        this.host = host;
        this.guest = guest;
        this.maxElements = maxElements;
        this.watched = watched;
    }

    @Override
    public long[] call(long[] flat) {
        guest.state().requireMayLeave();
        BorrowScope lent = signature.lends ? new BorrowScope() : null;
        guest.lendFor(lent);
        R answer;
        try {
            Supplier<R> call = lifted(flat);
            Watched.noteAsked(watched, signature, guest, flat);
            answer = host.run(call);
        } finally {
            BorrowScope.end(lent);
        }
        int place = signature.resultInMemory ? signature.placeForResult(flat, guest) : 0;
        long[] results = signature.result == null || signature.resultInMemory ? NOTHING : new long[1];
        function.result().lower(answer, guest, results, place);
        Watched.noteAnswered(watched, signature, guest, results, place);
        return results;
    }

    private Supplier<R> lifted(long[] flat) {
        int parameters = signature.parametersInMemory ? signature.parametersAt(flat, guest) : 0;
        guest.state().handles().delivered();
        guest.beginArguments(signature.parameters, maxElements);
        Supplier<R> call = function.arguments().lift(guest, flat, parameters);
        guest.endArguments();
        return call;
    }
}
