package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.transport.Peers;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Readers of one client service do not notice that learners are behind one another. */
class LogReaderTest {

    private final FakeLearner one = new FakeLearner();
    private final FakeLearner two = new FakeLearner();
    private final Peers<Learner> learners = new Peers<>("learner", new TreeMap<>(Map.of(1L, one, 2L, two)));
    private final LogReader log = new LogReader(learners, learners, new PendingProposals());

    @Test
    void a_log_does_not_become_shorter_when_a_learner_that_is_behind_answers() {
        one.learned = 5;
        two.learned = 3;
        assertThat(log.read(1, 10).chosenThrough()).isEqualTo(5);
        one.reachable = false;

        LogPage page = log.read(1, 10);

        assertThat(page.chosenThrough()).isEqualTo(5);
        assertThat(page.entries()).hasSize(3);
    }

    @Test
    void a_slot_that_was_seen_is_read_at_the_learner_that_has_it() {
        one.learned = 3;
        two.learned = 5;
        one.reachable = false;
        log.follow(5, 1, 0);
        one.reachable = true;
        two.reachable = false;
        log.read(1, 1);
        two.reachable = true;

        assertThat(log.read(5, 1).entries()).hasSize(1);
    }

    @Test
    void a_slot_that_was_seen_and_that_no_learner_in_reach_has_is_refused_and_not_denied() {
        one.learned = 5;
        two.learned = 3;
        log.read(5, 1);
        one.reachable = false;

        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> log.read(5, 1))
                .satisfies(e -> assertThat(e.refusal()).isInstanceOf(Refusal.Unavailable.class));
    }

    @Test
    void a_slot_that_nobody_saw_is_just_not_there() {
        one.learned = 5;

        LogPage page = log.read(6, 1);

        assertThat(page.entries()).isEmpty();
        assertThat(page.chosenThrough()).isEqualTo(5);
    }

    private static final class FakeLearner implements Learner {
        private long learned;
        private boolean reachable = true;

        @Override
        public LearnOutcome learn(long learner, LearnRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LogPage readLog(long learner, ReadLogRequest request) {
            if (!reachable) {
                throw new RefusalException(new Refusal.Unavailable("cut off"));
            }
            Ballot ballot = new Ballot(1, 1);
            return new LogPage(
                    LongStream.rangeClosed(
                                    request.firstSlot(),
                                    Math.min(learned, request.firstSlot() + request.maxEntries() - 1))
                            .mapToObj(slot -> new ChosenEntry(slot, new Entry(ballot, new Content.NoOp())))
                            .toList(),
                    learned);
        }

        @Override
        public IdPage readIds(long learner, ReadLogRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LearnerStatus status(long learner) {
            throw new UnsupportedOperationException();
        }
    }
}
