package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.ValueSink;
import dev.paxoswasm.component.type.FunctionType;
import org.jspecify.annotations.Nullable;

/**
 * Is told what crosses the boundary of one instance, in the order in which it happens: the calls into it, what it asks
 * of its imports meanwhile, and what comes back. Used by whoever uses the instance, one call at a time.
 *
 * <p>Values are appended to the sinks that it gives, see {@link ValueSink}; null where they are not wanted.
 */
public interface CallLog {

    /** The instance has a function that may be called. @return the number that stands for it from then on */
    int exported(String interfaceName, String functionName, FunctionType type);

    /** The instance has a function that it may ask. @return the number that stands for it from then on */
    int imported(String interfaceName, String functionName, FunctionType type);

    /** The instance is being made, or a call begins. */
    void begins(ComponentInstance instance);

    /** Its arguments have been passed. */
    @Nullable
    ValueSink called(int function);

    @Nullable
    ValueSink returned();

    /** The instance asks an import. */
    @Nullable
    ValueSink asked(int function);

    @Nullable
    ValueSink answered();

    /** What began has run to its end. */
    void ended();

    /** What began has not run to its end. @param failure what the caller is told */
    void failed(Throwable failure);
}
