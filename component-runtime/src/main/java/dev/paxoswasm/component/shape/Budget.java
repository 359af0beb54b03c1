package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.core.Interruption;

/** How much may be made of one binary: a small one can stand for a large component. */
public final class Budget {

    /** A small binary can instantiate a component twice in each of many nested ones. */
    private static final int MAX_DEFINITIONS = 100_000;

    /** The same interface or module can be imported, exported or instantiated again and again. */
    private static final int MAX_PARTS = 300_000;

    private static final int BETWEEN_LOOKS = 1 << 10;

    private int definitions;
    private int steps;
    private long parts;

    public void count(Definition definition) {
        step();
        if (++definitions > MAX_DEFINITIONS) {
            throw new UnsupportedComponentException(
                    "a component that takes more than " + MAX_DEFINITIONS + " definitions to instantiate",
                    definition.offset());
        }
    }

    /** Counts what is made of a definition. */
    public void charge(long more, int offset) {
        step();
        parts += more;
        if (parts > MAX_PARTS) {
            throw new UnsupportedComponentException(
                    "a component that imports, exports or passes more than " + MAX_PARTS + " things", offset);
        }
    }

    private void step() {
        if (++steps % BETWEEN_LOOKS == 0) {
            Interruption.stopIfInterrupted();
        }
    }
}
