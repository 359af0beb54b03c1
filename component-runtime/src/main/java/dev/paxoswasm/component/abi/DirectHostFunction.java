package dev.paxoswasm.component.abi;

import java.util.function.Supplier;

/**
 * A function that the host offers to a component, with code of its own that moves the arguments and the result.
 *
 * <p>What the lifting or the lowering throws is taken for a fault of the component, and traps; what the lifted call
 * itself throws is the host's, as with {@link dev.paxoswasm.component.HostFunction}.
 *
 * @param <R> what it answers
 * @param parameters how {@code arguments} expects the parameters
 * @param answer how {@code result} passes the result
 * @param arguments lifts the arguments and gives the call with them, not yet begun
 * @param result lowers what the call answers
 */
public record DirectHostFunction<R>(
        Passed parameters, Passed answer, Lifting<? extends Supplier<R>> arguments, Lowering<? super R> result) {}
