package dev.paxoswasm.role;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The last moment of a node that is told to end. It is not ready any more, and serves on as before until the pause is
 * over, so that whoever sends it requests has looked for another node by then; each answer asks for its connection to
 * be closed. Only then does it refuse what is new, and answers what is under way.
 */
final class Pause implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Pause.class);

    private final Duration pause;
    private final Farewell farewell;
    private volatile boolean running;

    Pause(Duration pause, Farewell farewell) {
        this.pause = pause;
        this.farewell = farewell;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        farewell.begin();
        running = false;
        if (pause.isZero()) {
            return;
        }
        LOG.info("It serves on for {} ms, so that whoever sends it requests finds another node", pause.toMillis());
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopPhase.PAUSE;
    }
}
