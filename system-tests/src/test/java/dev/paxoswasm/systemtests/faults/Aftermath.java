package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.simulation.history.History;
import dev.paxoswasm.simulation.history.LogOperation;
import dev.paxoswasm.simulation.history.ReplicatedLogCheck;
import dev.paxoswasm.simulation.history.Verdict;
import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.LearnedLog;
import dev.paxoswasm.systemtests.cluster.RunningCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What must hold of a load and its cluster, whatever happened meanwhile. */
final class Aftermath {
    private static final int RESUMED = 20;

    private Aftermath() {}

    /** Waits until so many more values are acknowledged. */
    static void awaitProgress(RecordedLoad load, int values, int withinSeconds) {
        int before = load.acknowledged().size();
        await().atMost(withinSeconds, TimeUnit.SECONDS)
                .until(() -> load.acknowledged().size() >= before + values);
    }

    /**
     * The cluster, all of which is up, resumes; then the load ends. Its history is linearizable, both learners have the
     * same log, and in it every acknowledged value.
     */
    static void require(RunningCluster cluster, RecordedLoad load) {
        awaitProgress(load, RESUMED, 60);
        History<LogOperation, LogOperation.Answer> history = load.finish();
        Verdict<LogOperation, LogOperation.Answer> verdict = ReplicatedLogCheck.check(history);
        assertThat(verdict.isLinearizable()).as("%s", verdict).isTrue();
        long last = cluster.chosen("after " + load.name());
        LearnedLog one = cluster.log(1, load.firstSlot(), last);
        assertThat(one.slots()).containsAllEntriesOf(load.acknowledged());
        assertThat(cluster.log(2, load.firstSlot(), last).through(last))
                .as("logs are the same")
                .isEqualTo(one.through(last));
    }

    /** All nodes say so themselves. */
    static void requireHealthy(Cluster cluster) {
        for (String url : List.of(
                cluster.client(),
                cluster.proposer(1),
                cluster.proposer(2),
                cluster.acceptor(1),
                cluster.acceptor(2),
                cluster.acceptor(3),
                cluster.learner(1),
                cluster.learner(2))) {
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(Http.get(url + "/actuator/health").statusCode())
                                    .as(url)
                                    .isEqualTo(200));
        }
    }
}
