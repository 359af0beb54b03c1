package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.FreePorts;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.LearnedLog;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import dev.paxoswasm.systemtests.cluster.StartedByHand;
import dev.paxoswasm.systemtests.cluster.TestFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Acceptors whose disks come back older than what they have said, or empty, where a quorum of them alone would give
 * what was acknowledged to other values.
 */
@Timeout(300)
class ForgottenDisksIT {
    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final String[] ALL_BUT_ACCEPTORS = {"proposer-1", "proposer-2", "learner-1", "learner-2", "client-1"
    };
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster(TestFolder.create("forgotten"), FreePorts.base());
    }

    @AfterAll
    static void stop() {
        cluster.down();
    }

    @BeforeEach
    void makeWhole() {
        cluster.makeWhole();
    }

    @Test
    void an_older_copy_is_noticed_after_all_was_killed_and_what_was_acknowledged_stays() {
        Path copy = cluster.data().resolve("copy");
        try (StartedByHand nodes = StartedByHand.of(cluster)) {
            cluster.chosen("before the copy");
            cluster.kill("acceptor-1");
            ShellCommand.run("cp", "-a", store(1), copy.toString());
            nodes.start("acceptor-1");
            awaitVoting(1);
            cluster.kill("acceptor-3");
            long first = cluster.chosen("w2");
            long second = cluster.chosen("w3");

            nodes.kill("acceptor-1");
            cluster.killAll();
            ShellCommand.run("rm", "-r", store(1));
            ShellCommand.run("mv", copy.toString(), store(1));
            nodes.start("acceptor-1", "acceptor-3");
            nodes.start(ALL_BUT_ACCEPTORS);

            assertThat(awaitStanding(1, "forgetful")).contains("remembers that it accepted slot", "an older copy");
            assertRefused("x");

            nodes.start("acceptor-2");
            cluster.chosen("with the one that knows");
            recover(1);
            nodes.kill("acceptor-3");
            assertThat(cluster.log(1, cluster.chosen("with the one that came back"))
                            .value(first))
                    .hasValue("w2");
            assertThat(cluster.log(2, second).value(second)).hasValue("w3");
        }
    }

    @Test
    void an_empty_disk_does_not_vote_until_it_is_recovered_and_then_counts_again() {
        try (StartedByHand nodes = StartedByHand.of(cluster)) {
            cluster.kill("acceptor-3");
            long slot = cluster.chosen("y2");
            cluster.kill("acceptor-1");
            ShellCommand.run("rm", "-r", store(1));
            nodes.start("acceptor-1");
            assertThat(awaitStanding(1, "forgetful")).contains("its store is new", "./paxos recover acceptor-1");
            assertRefused("x");

            nodes.start("acceptor-3");
            cluster.chosen("the others go on");
            recover(1);
            cluster.kill("acceptor-2");
            LearnedLog log = cluster.log(1, cluster.chosen("with the one that came back"));
            assertThat(log.value(slot)).hasValue("y2");
        }
    }

    private static String store(int acceptor) {
        return cluster.data().resolve("acceptor-" + acceptor).toString();
    }

    private static JsonNode status(int acceptor) {
        return Http.getJson(cluster.acceptor(acceptor) + "/acceptors/" + acceptor + "/status");
    }

    private static void awaitVoting(int acceptor) {
        awaitStanding(acceptor, "voting");
    }

    /** Waits until an acceptor says that this is its standing; what it says that it waits for. */
    private static String awaitStanding(int acceptor, String standing) {
        await().atMost(90, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> status(acceptor).required("standing").asString().equals(standing));
        return status(acceptor).path("waitsFor").asString("");
    }

    private static void assertRefused(String value) {
        await().atMost(90, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> cluster.propose(value, SHORT).statusCode() == 503);
    }

    private static void recover(int acceptor) {
        long life = status(acceptor).required("life").asLong();
        Http.post(cluster.acceptor(acceptor) + "/acceptors/" + acceptor + "/recover", "{\"life\":" + life + "}");
        awaitVoting(acceptor);
        assertThat(status(acceptor).required("life").asLong()).isGreaterThan(life);
    }
}
