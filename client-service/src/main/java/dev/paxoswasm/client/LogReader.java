package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.RemoteFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the log at the learners: at the one that answered last, and where that fails, at the others. */
final class LogReader {

    /** How long a learner may take to learn what another one has learned already. */
    private static final long CATCH_UP_MILLIS = 2_000;

    private final Peers<LearnerHttp> learners;
    private final PendingProposals told;
    private volatile int preferred;

    LogReader(Peers<LearnerHttp> learners, PendingProposals told) {
        this.learners = learners;
        this.told = told;
    }

    /** A page from a slot on; whatever was answered here before can be read here. */
    LogPage read(long firstSlot, long maxEntries) {
        LogPage page = ask(new ReadLogRequest(firstSlot, maxEntries, Optional.empty()), told.answeredThrough());
        if (!page.entries().isEmpty() || firstSlot > told.answeredThrough()) {
            return page;
        }
        return follow(firstSlot, maxEntries, CATCH_UP_MILLIS);
    }

    /** A page from a slot on; waits a while for the slot to be learned. */
    LogPage follow(long firstSlot, long maxEntries, long waitMillis) {
        return ask(new ReadLogRequest(firstSlot, maxEntries, Optional.of(waitMillis)), 0);
    }

    /** Asks one learner after the other, until one has entries or has learned all that is needed. */
    private LogPage ask(ReadLogRequest request, long needed) {
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
