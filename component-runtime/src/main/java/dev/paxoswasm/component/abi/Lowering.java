package dev.paxoswasm.component.abi;

/**
 * Code that passes Java values to a component.
 *
 * @param <T> what it passes
 */
@FunctionalInterface
public interface Lowering<T> {

    /**
     * @param flat where the values belong that are passed {@link Passed#FLAT}; all zero before
     * @param address where they belong, room enough, where they are passed {@link Passed#IN_MEMORY}
     */
    void lower(T values, GuestMemory memory, long[] flat, int address);
}
