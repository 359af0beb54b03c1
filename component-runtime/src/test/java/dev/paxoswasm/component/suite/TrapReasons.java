package dev.paxoswasm.component.suite;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.MemoryLimitException;
import java.util.List;

/** Holds why a component trapped against why the suite says that it must. */
final class TrapReasons {

    /** What the suite's reason holds, and one of what this host's then must. */
    private record Reason(String wanted, List<String> said) {
        Reason(String wanted, String... said) {
            this(wanted, List.of(said));
        }
    }

    /** A string of more bytes than the canonical ABI allows is refused by that before its place is looked at. */
    private static final String TOO_LONG = "the component passed a string of ";

    private static final List<Reason> REASONS = List.of(
            new Reason("unreachable", "Trapped on unreachable instruction"),
            new Reason("string content out-of-bounds", "reaches out of the memory", TOO_LONG),
            new Reason("out-of-bounds", "reaches out of the memory"),
            new Reason("out of bounds of memory", "reaches out of the memory"),
            new Reason("beyond end of memory", "reaches out of the memory"),
            new Reason("unaligned pointer", "is not aligned to"),
            new Reason("not aligned", "is not aligned to"),
            new Reason("discriminant", "the component passed case "),
            new Reason("invalid `char` bit pattern", "no Unicode scalar value"),
            new Reason("utf-8", "a string that is not UTF-8"),
            new Reason("used with the wrong type", "used with the wrong type"),
            new Reason("while borrowed", "while it is lent"),
            new Reason("cannot enter component instance", "a component instance was called while"));

    private TrapReasons() {}

    /** A reason that is not in the list must be said in the suite's words. */
    static boolean agree(String wanted, ComponentTrapException trap) {
        String said = String.valueOf(trap.getMessage());
        // Whatever the component did after a memory did not grow, it might not have done otherwise.
        return !(trap instanceof MemoryLimitException)
                && REASONS.stream()
                        .filter(reason -> wanted.contains(reason.wanted()))
                        .findFirst()
                        .map(reason -> reason.said().stream().anyMatch(said::contains))
                        .orElseGet(() -> said.contains(wanted));
    }
}
