package dev.paxoswasm.component.abi;

/**
 * Code that makes Java values of what a component passes.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface Lifting<T> {

    /**
     * @param flat the values, where they are passed {@link Passed#FLAT}
     * @param address where they lie, aligned and inside the memory, where they are passed {@link Passed#IN_MEMORY}
     */
    T lift(GuestMemory memory, long[] flat, int address);
}
