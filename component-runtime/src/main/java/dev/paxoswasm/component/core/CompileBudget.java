package dev.paxoswasm.component.core;

import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.UnsupportedComponentException;

/**
 * What compiling the core modules of one component may cost, in bytes that Chicory makes and throws away meanwhile; 100
 * MB take about half a second. A component is charged for it before Chicory sees it, and may have as much as real code
 * of its size needs, several times over.
 *
 * <p>The prices were measured on Chicory 1.7.5, and rounded up.
 */
final class CompileBudget {

    private static final long BASE = 48L << 20;
    private static final int A_BYTE = 700;

    static final int MODULE = 1_100_000;

    /** A module that has nothing to compile. */
    static final int EMPTY_MODULE = 30_000;

    static final int FUNCTION = 17_000;
    static final int INSTRUCTION = 600;
    static final int BLOCK = 1_000;
    static final int LOCAL = 150;
    static final int TYPE = 19_500;

    /** In a module that has nothing to compile. */
    static final int UNUSED_TYPE = 600;

    /** A function that ends in a call, for the whole module. */
    static final int TAIL_CALL = 200_000;

    /** A parameter or result, each time that it is passed. */
    static final int PASSED = 100;

    /** At a branch, a value on the stack. */
    static final int KEPT = 32;

    /** At a branch, a local variable. */
    static final int LOCAL_KEPT = 16;

    /** At a branch by a table, a value on the stack, for each target. */
    static final int TARGET = 100;

    /** When a block is entered, a value on the stack. */
    static final int COPIED = 8;

    /** An import, export, global, table, segment or element. */
    static final int OTHER = 400;

    private final long limit;
    private long left;

    CompileBudget(long binaryBytes) {
        this.limit = Math.min(BASE + A_BYTE * binaryBytes, 2 * Limits.partOfHeap(Long.MAX_VALUE, 1));
        this.left = limit;
    }

    void charge(long price, int offset) {
        left -= price;
        if (left < 0) {
            throw new UnsupportedComponentException(
                    "core modules that take more than " + (limit >> 20)
                            + " MiB to compile, which is too much for so few bytes",
                    offset);
        }
    }

    /** Charges it if it is less than what is left. */
    boolean tryCharge(long price) {
        if (price > left) {
            return false;
        }
        left -= price;
        return true;
    }
}
