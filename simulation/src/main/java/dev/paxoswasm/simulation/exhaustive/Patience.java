package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.DeadlineExceededException;
import java.util.function.Supplier;

/**
 * A component that runs past its deadline is run again: a machine that was suspended meanwhile, or a process that was
 * stopped, has outlived the deadline through no fault of the component. One that never ends does so each time.
 */
final class Patience {

    private static final int ATTEMPTS = 3;

    private Patience() {}

    /** @param computation makes instances of its own, so that it can be begun anew */
    static <T> T with(Supplier<T> computation) {
        for (int attempt = 1; ; attempt++) {
            try {
                return computation.get();
            } catch (DeadlineExceededException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
