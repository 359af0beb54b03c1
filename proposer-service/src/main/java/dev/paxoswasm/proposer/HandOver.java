package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposer.TakeOverRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.StopPhase;
import dev.paxoswasm.role.transport.Peers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A leader that is told to end has another proposer take over first, and ends once that one leads: otherwise nobody
 * would, until the others had noticed its silence. What others say of that is logged, and it ends all the same.
 */
final class HandOver implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final long self;
    private final Peers<ProposerHttp> proposers;
    private final Supplier<ProposerStatus> status;
    private final Duration patience;
    private volatile boolean running;

    /**
     * @param self the id of this proposer
     * @param status that of this proposer
     * @param patience how long to wait for another one to lead
     */
    HandOver(long self, Peers<ProposerHttp> proposers, Supplier<ProposerStatus> status, Duration patience) {
        this.self = self;
        this.proposers = proposers;
        this.status = status;
        this.patience = patience;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            for (long successor : successors()) {
                ProposerStatus now = status.get();
                if (now.leadership() != Leadership.LEADER
                        || isTakenOver(successor, now.ballot().orElseThrow())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.info("Whether it leads cannot be told, and nobody is asked to take over: {}", e.getMessage());
        }
    }

    /** The others, from the next id on and around. */
    private List<Long> successors() {
        return proposers.ids().stream()
                .filter(id -> id != self)
                .sorted(Comparator.comparing((Long id) -> id < self).thenComparing(id -> id))
                .toList();
    }

    private boolean isTakenOver(long successor, Ballot own) throws InterruptedException {
        String name = proposers.name(successor);
        try {
            Ballot taken = proposers.get(successor).takeOver(successor, new TakeOverRequest(own));
            LOG.info("{} takes over: it campaigns at ballot {}.{}", name, taken.round(), taken.proposer());
        } catch (RuntimeException e) {
            LOG.info("{} does not take over: {}", name, e.getMessage());
            return false;
        }
        long end = System.nanoTime() + patience.toNanos();
        while (status.get().leadership() == Leadership.LEADER) {
            if (System.nanoTime() - end > 0) {
                LOG.info("{} does not lead after {} ms", name, patience.toMillis());
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return StopPhase.HANDING_OVER;
    }
}
