package dev.paxoswasm.client;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.RemoteFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log at the learners, which may be behind. A read shows everything that was chosen before it began, wherever
 * anyone was told of it, unless it may be stale.
 */
final class LogReader {

    /** How long a learner is asked to wait for what it has not learned; afterwards less may be needed. */
    private static final long CATCH_UP_MILLIS = 200;

    private static final long RETRY_MILLIS = 20;

    /** So many bytes of values are enough for a page. One value more may be as large as values can be. */
    private static final long LARGE_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);

    private final Peers<? extends Learner> prompt;
    private final Peers<? extends Learner> waiting;
    private final Watermarks watermarks;
    private final Duration patience;
    private final SharedQuestions<Wanted> progress;

    /** How far each learner was when it last answered. One that was started again may be behind that. */
    private final Map<Long, Long> learnedThrough = new ConcurrentHashMap<>();

    private volatile int preferred;

    /**
     * @param prompt the learners, for reads that are answered soon: one that is held up is left for the next
     * @param waiting the same, for whoever follows the log
     * @param patience how long a read waits for a leader, and for a learner to learn what is chosen
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
        progress = new SharedQuestions<>(prompt::ids, id -> wanted -> askProgress(id, wanted));
    }

    /** A slot that a learner must have learned, and a learner that has. */
    private static final class Wanted {
        private final long slot;
        private Optional<Long> learner = Optional.empty();

        Wanted(long slot) {
            this.slot = slot;
        }
    }

    private record Answer(long learner, LogPage page) {}

    /**
     * A page from a slot on, of all that is chosen.
     *
     * @throws RefusalException if it cannot be found out how much is chosen, or no learner in reach has learned that
     *     much
     */
    LogPage read(long firstSlot, long maxEntries) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        ReadLogRequest request = new ReadLogRequest(firstSlot, maxEntries, Optional.empty());
        long needed = watermarks.awaitUntil(deadline);
        Refusal failure = null;
        while (true) {
            Optional<Long> learner = whoHasLearned(needed, within(CATCH_UP_MILLIS, deadline));
            if (learner.isPresent()) {
                long id = learner.get();
                try {
                    LogPage page = prompt.get(id).readLog(id, request);
                    learnedThrough.put(id, page.chosenThrough());
                    if (page.chosenThrough() >= needed) {
                        return continued(id, request, page);
                    }
                } catch (RuntimeException e) {
                    learnedThrough.remove(id);
                    failure = RemoteFailure.refusal(prompt.name(id), e);
                    requireValid(failure);
                    TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
                }
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new RefusalException(failure == null ? behind(needed) : failure);
            }
            // A leader that is gone may have left slots that nobody fills; the next one has a shorter log then.
            Optional<Long> again = watermarks.findUntil(within(RETRY_MILLIS, deadline));
            needed = Math.min(needed, again.orElse(needed));
        }
    }

    private Optional<Long> whoHasLearned(long slot, long deadline) throws InterruptedException {
        for (long id : prompt.ids()) {
            if (learnedThrough.getOrDefault(id, -1L) >= slot) {
                return Optional.of(id);
            }
        }
        return progress.awaitUntil(deadline, new Wanted(slot), wanted -> wanted.learner);
    }

    private Consumer<Wanted> askProgress(long id, List<Wanted> all) {
        long next = all.stream().mapToLong(wanted -> wanted.slot).min().orElseThrow();
        ReadLogRequest request = next == 0
                ? new ReadLogRequest(1, 1, Optional.empty())
                : new ReadLogRequest(next, 1, Optional.of(CATCH_UP_MILLIS));
        IdPage page = prompt.get(id).readIds(id, request);
        learnedThrough.put(id, page.chosenThrough());
        return wanted -> {
            if (page.chosenThrough() >= wanted.slot) {
                wanted.learner = Optional.of(id);
            }
        };
    }

    private Refusal behind(long needed) {
        return new Refusal.Unavailable("values are proposed in the slots up to " + needed
                + ", but the learners in reach have learned only those up to "
                + learnedThrough.values().stream().mapToLong(it -> it).max().orElse(0));
    }

    private static long within(long millis, long deadline) {
        long then = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return then - deadline < 0 ? then : deadline;
    }

    /** What a learner has learned from a slot on; it may lack slots that are chosen. */
    LogPage readStale(long firstSlot, long maxEntries) {
        ReadLogRequest request = new ReadLogRequest(firstSlot, maxEntries, Optional.empty());
        Answer answer = ask(prompt, request, page -> !page.entries().isEmpty());
        return continued(answer.learner, request, answer.page);
    }

    /** A page with what follows it, as long as that is not large: a learner gives fewer entries than are asked for. */
    private LogPage continued(long learner, ReadLogRequest request, LogPage page) {
        List<ChosenEntry> entries = new ArrayList<>(page.entries());
        LogPage last = page;
        long bytes = bytes(page);
        while (!last.entries().isEmpty() && entries.size() < request.maxEntries() && bytes < LARGE_BYTES) {
            long next = request.firstSlot() + entries.size();
            if (next > last.chosenThrough()) {
                break;
            }
            long left = request.maxEntries() - entries.size();
            try {
                last = prompt.get(learner).readLog(learner, new ReadLogRequest(next, left, Optional.empty()));
            } catch (RuntimeException e) {
                LOG.debug("A page of the log ends early: {}", e.getMessage());
                break;
            }
            entries.addAll(last.entries());
            bytes += bytes(last);
        }
        return new LogPage(entries, Math.max(page.chosenThrough(), last.chosenThrough()));
    }

    private static long bytes(LogPage page) {
        long bytes = 0;
        for (ChosenEntry entry : page.entries()) {
            if (entry.entry().content() instanceof Content.Command(Command command)) {
                bytes += command.payload().length;
            }
        }
        return bytes;
    }

    /** A page from a slot on; waits a while for the slot to be learned. */
    LogPage follow(long firstSlot, long maxEntries, long waitMillis) {
        return ask(waiting, new ReadLogRequest(firstSlot, maxEntries, Optional.of(waitMillis)), page -> true).page;
    }

    /** Asks one learner after the other, until an answer is enough; otherwise gives the one that has learned most. */
    private Answer ask(Peers<? extends Learner> learners, ReadLogRequest request, Predicate<LogPage> enough) {
        List<Long> ids = learners.ids();
        int first = preferred;
        Answer best = null;
        Refusal failure = new Refusal.Unavailable("no learner is there");
        for (int i = 0; i < ids.size(); i++) {
            int index = (first + i) % ids.size();
            long id = ids.get(index);
            try {
                Answer answer = new Answer(id, learners.get(id).readLog(id, request));
                if (enough.test(answer.page)) {
                    if (index != first) {
                        preferred = index;
                    }
                    return answer;
                }
                if (best == null || answer.page.chosenThrough() > best.page.chosenThrough()) {
                    best = answer;
                }
            } catch (RuntimeException e) {
                failure = RemoteFailure.refusal(learners.name(id), e);
                requireValid(failure);
            }
        }
        if (best == null) {
            throw new RefusalException(failure);
        }
        return best;
    }

    private static void requireValid(Refusal failure) {
        if (failure instanceof Refusal.Invalid) {
            throw new RefusalException(failure);
        }
    }
}
