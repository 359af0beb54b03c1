package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.RemoteFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/**
 * Reads the log at the learners: at the one that answered last, and where that fails or is behind, at the others. A read shows
 * everything that was chosen before it began, wherever anyone was told of it, unless it may be stale.
 */
final class LogReader {

    /** How long one learner may take to learn what is chosen, before the next one is asked. */
    private static final long CATCH_UP_MILLIS = 500;

    private final Peers<? extends Learner> prompt;
    private final Peers<? extends Learner> waiting;
    private final Watermarks watermarks;
    private final Duration patience;
    private volatile int preferred;

    /**
     * @param prompt the learners, for reads that are answered at once: one that is held up is soon left for the next
     * @param waiting the same, for reads that wait for the log to grow
     * @param patience how long a read waits for a leader, and for learners to learn what is chosen
     */
    LogReader(
            Peers<? extends Learner> prompt,
            Peers<? extends Learner> waiting,
            Watermarks watermarks,
            Duration patience) {
        this.prompt = prompt;
        this.waiting = waiting;
        this.watermarks = watermarks;
        this.patience = patience;
    }

    /**
     * A page from a slot on, of all that is chosen.
     *
     * @throws RefusalException if it cannot be found out how much is chosen, or no learner in reach has learned that much
     */
    LogPage read(long firstSlot, long maxEntries) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        long needed = watermarks.await(deadline);
        while (true) {
            LogPage page = page(prompt, new ReadLogRequest(firstSlot, maxEntries, Optional.empty()), needed);
            if (page.chosenThrough() >= needed) {
                return page;
            }
            if (catchUp(needed) < needed) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new RefusalException(new Refusal.Unavailable("values are proposed in the slots up to "
                            + needed + ", but the learners in reach have learned only those up to "
                            + page.chosenThrough()));
                }
                // A leader that is gone may have left slots that nobody fills. The next one has a shorter log then.
                needed = Math.min(needed, watermarks.await(deadline));
            }
        }
    }

    /** What the first learner that answers has learned; it may lack slots that are chosen. */
    LogPage readStale(long firstSlot, long maxEntries) {
        return page(prompt, new ReadLogRequest(firstSlot, maxEntries, Optional.empty()), 0);
    }

    /** A page from a slot on; waits a while for the slot to be learned. */
    LogPage follow(long firstSlot, long maxEntries, long waitMillis) {
        return page(waiting, new ReadLogRequest(firstSlot, maxEntries, Optional.of(waitMillis)), 0);
    }

    private LogPage page(Peers<? extends Learner> learners, ReadLogRequest request, long needed) {
        return ask(learners, (learner, id) -> learner.readLog(id, request), LogPage::chosenThrough, needed);
    }

    /** Waits until a learner has learned a slot, and tells how far the one got that is furthest. */
    private long catchUp(long slot) {
        ReadLogRequest request = new ReadLogRequest(slot, 1, Optional.of(CATCH_UP_MILLIS));
        return ask(waiting, (learner, id) -> learner.readIds(id, request), IdPage::chosenThrough, slot)
                .chosenThrough();
    }

    /** Asks one learner after the other, until one has learned all that is needed; otherwise gives the longest answer. */
    private <P> P ask(
            Peers<? extends Learner> learners,
            BiFunction<Learner, Long, P> question,
            ToLongFunction<P> chosenThrough,
            long needed) {
        List<Long> ids = learners.ids();
        int first = preferred;
        P best = null;
        Refusal failure = new Refusal.Unavailable("no learner is configured");
        for (int i = 0; i < ids.size(); i++) {
            int index = (first + i) % ids.size();
            long id = ids.get(index);
            try {
                P page = question.apply(learners.get(id), id);
                if (chosenThrough.applyAsLong(page) >= needed) {
                    preferred = index;
                    return page;
                }
                if (best == null || chosenThrough.applyAsLong(page) > chosenThrough.applyAsLong(best)) {
                    best = page;
                }
            } catch (RuntimeException e) {
                failure = RemoteFailure.refusal(learners.name(id), e);
                if (failure instanceof Refusal.Invalid) {
                    throw new RefusalException(failure);
                }
            }
        }
        if (best == null) {
            throw new RefusalException(failure);
        }
        return best;
    }
}
