package dev.paxoswasm.component.abi;

/** Code that passes the arguments of one call to a component. */
@FunctionalInterface
public interface ArgumentsLowering {

    /**
     * @param flat where the arguments belong that are passed {@link Passed#FLAT}; all zero before
     * @param address where they belong, room enough, where they are passed {@link Passed#IN_MEMORY}
     */
    void lower(GuestMemory memory, long[] flat, int address);
}
