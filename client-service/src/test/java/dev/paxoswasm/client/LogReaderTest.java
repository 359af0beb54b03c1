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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers do not notice that learners are behind, unless they allow it. */
@Timeout(60)
class LogReaderTest {

    private final FakeLearner one = new FakeLearner();
    private final FakeLearner two = new FakeLearner();
    private final FakeCluster cluster = new FakeCluster();
    private final Peers<Learner> learners = new Peers<>("learner", new TreeMap<>(Map.of(1L, one, 2L, two)));
    private final LogReader log = reader(Duration.ofSeconds(30));
    private final LogReader impatient = reader(Duration.ofMillis(300));

    private LogReader reader(Duration patience) {
        return new LogReader(learners, learners, cluster.watermarks(), patience);
    }

    @Test
    void a_log_is_read_at_the_learner_that_has_learned_all_that_is_proposed() throws InterruptedException {
        cluster.leads(1, 1, 6);
        one.learned = 3;
        two.learned = 5;

        LogPage page = log.read(1, 10);

        assertThat(page.chosenThrough()).isEqualTo(5);
        assertThat(page.entries()).hasSize(5);
    }

    @Test
    void where_all_learners_are_behind_a_read_waits_for_one() throws InterruptedException {
        cluster.leads(1, 1, 6);
        one.learned = 3;
        two.learned = 4;
        two.learnsWhileAskedToWait = 5;

        assertThat(log.read(5, 1).entries()).hasSize(1);
    }

    @Test
    void what_no_learner_in_reach_has_is_refused_and_not_denied() {
        cluster.leads(1, 1, 6);
        one.learned = 3;
        two.reachable = false;

        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> impatient.read(5, 1))
                .satisfies(e -> assertThat(e.refusal())
                        .isEqualTo(
                                new Refusal.Unavailable("values are proposed in the slots up to 5, but the learners in"
                                        + " reach have learned only those up to 3")));
    }

    @Test
    void a_learner_that_does_not_answer_holds_no_read_up() throws InterruptedException {
        cluster.leads(1, 1, 6);
        CountDownLatch never = new CountDownLatch(1);
        one.whenAskedToWait = () -> awaitForever(never);
        two.learned = 5;

        for (int i = 0; i < 10; i++) {
            assertThat(log.read(1, 10).entries()).hasSize(5);
        }

        never.countDown();
    }

    private static void awaitForever(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_learner_that_was_started_again_and_is_behind_itself_is_left_for_another() throws InterruptedException {
        cluster.leads(1, 1, 6);
        one.learned = 5;
        log.read(1, 10);
        one.learned = 0;
        two.learned = 5;

        assertThat(log.read(1, 10).entries()).hasSize(5);
    }

    @Test
    void what_was_proposed_before_the_leader_was_gone_is_shown_as_soon_as_it_is_learned() throws InterruptedException {
        cluster.leads(1, 1, 6);
        one.learned = 3;
        one.whenAskedToWait = () -> {
            cluster.follows(1);
            one.whenAskedToWait = () -> one.learned = 5;
        };

        assertThat(log.read(1, 10).chosenThrough()).isEqualTo(5);
    }

    @Test
    void an_empty_log_is_read_at_once() throws InterruptedException {
        cluster.leads(1, 1, 1);
        AtomicBoolean waited = new AtomicBoolean();
        one.whenAskedToWait = () -> waited.set(true);
        two.whenAskedToWait = one.whenAskedToWait;

        assertThat(log.read(1, 10)).isEqualTo(new LogPage(List.of(), 0));
        assertThat(waited).isFalse();
    }

    @Test
    void slots_that_a_former_leader_left_and_nobody_fills_are_not_waited_for() throws InterruptedException {
        cluster.leads(1, 1, 9);
        one.learned = 5;
        two.learned = 5;
        two.whenAskedToWait = () -> {
            cluster.leads(2, 2, 6);
            cluster.follows(1);
            cluster.promised(1, new Ballot(2, 2));
            cluster.promised(2, new Ballot(2, 2));
        };

        assertThat(log.read(1, 10).chosenThrough()).isEqualTo(5);
    }

    @Test
    void a_slot_that_nothing_is_proposed_in_is_just_not_there() throws InterruptedException {
        cluster.leads(1, 1, 6);
        one.learned = 5;

        LogPage page = log.read(9, 1);

        assertThat(page.entries()).isEmpty();
        assertThat(page.chosenThrough()).isEqualTo(5);
    }

    @Test
    void a_stale_read_shows_what_any_learner_has() {
        one.learned = 3;
        two.learned = 5;

        assertThat(log.readStale(5, 1).entries()).hasSize(1);
    }

    @Test
    void without_a_leader_only_a_stale_read_is_answered() {
        one.learned = 3;
        two.learned = 5;

        assertThat(log.readStale(1, 10).chosenThrough()).isEqualTo(3);
        assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> impatient.read(1, 10));
    }

    private static final class FakeLearner implements Learner {
        private volatile long learned;
        private volatile long learnsWhileAskedToWait;
        private volatile Runnable whenAskedToWait = () -> {};
        private boolean reachable = true;

        @Override
        public LearnOutcome learn(long learner, LearnRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LogPage readLog(long learner, ReadLogRequest request) {
            beAsked(request);
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
            beAsked(request);
            return new IdPage(List.of(), learned);
        }

        private void beAsked(ReadLogRequest request) {
            if (!reachable) {
                throw new RefusalException(new Refusal.Unavailable("cut off"));
            }
            if (request.waitMillis().isPresent()) {
                learned = Math.max(learned, learnsWhileAskedToWait);
                whenAskedToWait.run();
            }
        }

        @Override
        public LearnerStatus status(long learner) {
            throw new UnsupportedOperationException();
        }
    }
}
