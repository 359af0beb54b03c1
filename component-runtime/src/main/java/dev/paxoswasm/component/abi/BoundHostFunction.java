package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import org.jspecify.annotations.Nullable;

/** A function that the host offers, bound to an import of an instance; its lists have at most so many elements each. */
public sealed interface BoundHostFunction {

    /** What the component's core code calls. */
    CoreFunction lowered(Signature signature, GuestMemory guest);

    /** With generic values. */
    record Generic(
            Callee callee, long maxElements, @Nullable Watched watched) implements BoundHostFunction {

        @Override
        public CoreFunction lowered(Signature signature, GuestMemory guest) {
            return new LoweredFunction(signature, callee, guest, maxElements, watched);
        }
    }

    /** With code of its own for its values. */
    record Direct<R>(
            DirectHostFunction<R> function,
            HostCall host,
            long maxElements,
            @Nullable Watched watched) implements BoundHostFunction {

        @Override
        public CoreFunction lowered(Signature signature, GuestMemory guest) {
            return new DirectlyLoweredFunction<>(signature, function, host, guest, maxElements, watched);
        }
    }
}
