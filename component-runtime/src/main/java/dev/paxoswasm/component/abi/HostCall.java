package dev.paxoswasm.component.abi;

import java.util.function.Supplier;

/** Runs what belongs to the host amid a component's call, and tells its failures from the component's. */
@FunctionalInterface
public interface HostCall {

    <R> R run(Supplier<R> call);
}
