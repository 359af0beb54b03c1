package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.RemoteFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log at the learners: at the one that answered last, and where that fails, at the others. Learners may be behind one
 * another; a reader must not notice. What was answered to a proposal here, and how long the log was seen here, holds for every
 * read that begins afterwards.
 */
final class LogReader {

    /** How long a learner may take to learn what another one has learned already. */
    private static final long CATCH_UP_MILLIS = 2_000;

    private final Peers<? extends Learner> prompt;
    private final Peers<? extends Learner> waiting;
    private final PendingProposals told;
    private final AtomicLong shownThrough = new AtomicLong();
    private volatile int preferred;

    /**
     * @param prompt the learners, for reads that are answered at once: one that is held up is soon left for the next
     * @param waiting the same, for reads that wait for the log to grow
     */
    LogReader(Peers<? extends Learner> prompt, Peers<? extends Learner> waiting, PendingProposals told) {
        this.prompt = prompt;
        this.waiting = waiting;
        this.told = told;
    }

    /**
     * A page from a slot on, of a log at least as long as anyone saw it here.
     *
     * @throws RefusalException if no learner can be reached, or those that can lack the slot although it was seen here
     */
    LogPage read(long firstSlot, long maxEntries) {
        long seen = seenThrough();
        LogPage page = ask(prompt, new ReadLogRequest(firstSlot, maxEntries, Optional.empty()), seen);
        if (page.entries().isEmpty() && firstSlot <= seen) {
            page = ask(waiting, new ReadLogRequest(firstSlot, maxEntries, Optional.of(CATCH_UP_MILLIS)), seen);
            if (page.entries().isEmpty()) {
                throw new RefusalException(new Refusal.Unavailable("slot " + firstSlot
                        + " is chosen, but the learners in reach have learned only the slots up to "
                        + page.chosenThrough()));
            }
        }
        return seen(new LogPage(page.entries(), Math.max(page.chosenThrough(), seen)));
    }

    /** A page from a slot on; waits a while for the slot to be learned. */
    LogPage follow(long firstSlot, long maxEntries, long waitMillis) {
        return seen(ask(waiting, new ReadLogRequest(firstSlot, maxEntries, Optional.of(waitMillis)), 0));
    }

    private long seenThrough() {
        return Math.max(told.answeredThrough(), shownThrough.get());
    }

    private LogPage seen(LogPage page) {
        shownThrough.accumulateAndGet(page.chosenThrough(), Math::max);
        return page;
    }

    /** Asks one learner after the other, until one has entries or has learned all that is needed. */
    private LogPage ask(Peers<? extends Learner> learners, ReadLogRequest request, long needed) {
        List<Long> ids = learners.ids();
        int first = preferred;
        LogPage best = null;
        Refusal failure = new Refusal.Unavailable("no learner is configured");
        for (int i = 0; i < ids.size(); i++) {
            int index = (first + i) % ids.size();
            long id = ids.get(index);
            try {
                LogPage page = learners.get(id).readLog(id, request);
                best = better(best, page);
                if (!page.entries().isEmpty() || page.chosenThrough() >= needed) {
                    preferred = index;
                    return page;
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

    private static LogPage better(@Nullable LogPage one, LogPage other) {
        return one == null || other.chosenThrough() > one.chosenThrough() ? other : one;
    }
}
