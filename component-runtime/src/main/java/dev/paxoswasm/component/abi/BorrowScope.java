package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handles that are lent for one call: given back by who was lent them, and kept by who lends them. */
final class BorrowScope {

    /** Something that must stay while it is lent. */
    interface Lendable {

        void lend(int more);
    }

    private final List<Lendable> lent = new ArrayList<>();
    private int borrowed;
    private boolean ended;

    void lend(Lendable handle) {
        handle.lend(1);
        lent.add(handle);
    }

    void borrow(int more) {
        borrowed += more;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Traps unless all that was borrowed has been dropped. */
    void requireReturned() {
        if (borrowed > 0) {
            throw new ComponentTrapException(
                    "the component returned from a call while it held " + borrowed + " borrowed handles of it");
        }
    }

    /** @param scope null if nothing could be lent */
    static void end(@Nullable BorrowScope scope) {
        if (scope != null) {
            scope.ended = true;
            scope.lent.forEach(handle -> handle.lend(-1));
        }
    }
}
