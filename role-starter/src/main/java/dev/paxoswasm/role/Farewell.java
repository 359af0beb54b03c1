package dev.paxoswasm.role;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The last moment of a node that is told to end. It is not ready any more, and serves on as before until the pause is over, so that
 * whoever sends it requests has looked for another node by then; each answer asks for its connection to be closed. Only then does
 * it refuse what is new, and answers what is under way.
 */
public final class Farewell implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

    private final Duration pause;
    private volatile boolean running;
    private volatile boolean leaving;

    Farewell(Duration pause) {
        this.pause = pause;
    }

    /** Whether the node is about to end, so that a connection is not kept for a next request. */
    public boolean isLeaving() {
        return leaving;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        leaving = true;
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
