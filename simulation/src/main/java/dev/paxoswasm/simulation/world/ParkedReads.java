package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads of a log that has nothing new yet: the host of a learner asks its component again when there is, or when the
 * time is up.
 */
final class ParkedReads {

    private final Life life;
    private List<Runnable> waiting = new ArrayList<>();

    ParkedReads(Life life) {
        this.life = life;
    }

    static boolean mustWait(Object request, Object answer) {
        return request instanceof ReadLogRequest read
                && read.waitMillis().orElse(0L) > 0
                && (answer instanceof LogPage page && page.entries().isEmpty()
                        || answer instanceof IdPage ids && ids.ids().isEmpty());
    }

    /** Asks again later, once. */
    void park(ReadLogRequest read, Runnable again) {
        boolean[] done = {false};
        Runnable once = () -> {
            if (!done[0]) {
                done[0] = true;
                again.run();
            }
        };
        waiting.add(once);
        life.world.in(read.waitMillis().orElse(0L) * 1000, () -> life.world.whenRunning(life, once));
    }

    void logGrew() {
        List<Runnable> woken = waiting;
        waiting = new ArrayList<>();
        for (Runnable each : woken) {
            life.world.in(1, () -> life.world.whenRunning(life, each));
        }
    }
}
