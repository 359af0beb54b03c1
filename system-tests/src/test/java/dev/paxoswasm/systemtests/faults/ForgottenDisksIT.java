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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * Acceptors whose disks come back older than what they have said, or empty, where a quorum of them alone would give
 * what was acknowledged to other values. And a proposer whose disk comes back empty, which must use no ballot twice.
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
    @Tag("long")
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

    @Test
    void a_leader_whose_disk_is_emptied_comes_back_by_itself_above_all_that_it_used_or_gave_away() {
        int leader = await().atMost(30, TimeUnit.SECONDS)
                .until(cluster::leader, Optional::isPresent)
                .orElseThrow();
        String name = "proposer-" + leader;
        try (StartedByHand nodes = StartedByHand.of(cluster)) {
            long first = cluster.chosen("before");
            long given = reserveBallot(leader);
            cluster.kill(name);
            ShellCommand.run("rm", "-r", cluster.data().resolve(name).toString());
            nodes.start(name);
            assertThat(reserveBallot(leader)).isGreaterThan(given);

            cluster.kill("proposer-" + (3 - leader));
            long last = awaitChosen("with the one that came back");
            LearnedLog log = cluster.log(1, last);
            assertThat(log.value(first)).hasValue("before");
            assertThat(log.value(last)).hasValue("with the one that came back");
        }
    }

    @Test
    void whoever_asks_all_acceptors_to_recover_does_not_stop_the_cluster() {
        for (int acceptor = 1; acceptor <= 3; acceptor++) {
            awaitVoting(acceptor);
            assertThat(askToRecover(acceptor).statusCode()).isEqualTo(400);
        }
        cluster.chosen("they go on");
    }

    /** A ballot for a round by hand; a proposer without a disk gives none before acceptors have told it enough. */
    private static long reserveBallot(int proposer) {
        String url = cluster.proposer(proposer) + "/proposers/" + proposer + "/reserve-ballot";
        return await().atMost(90, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> Http.postJson(url, "{}").required("round").asLong(), round -> round > 0);
    }

    private static long awaitChosen(String value) {
        return await().atMost(90, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> cluster.chosen(value), slot -> slot > 0);
    }

    private static HttpResponse<String> askToRecover(int acceptor) {
        long life = status(acceptor).required("life").asLong();
        return Http.post(cluster.acceptor(acceptor) + "/acceptors/" + acceptor + "/recover", "{\"life\":" + life + "}");
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
        askToRecover(acceptor);
        awaitVoting(acceptor);
        assertThat(status(acceptor).required("life").asLong()).isGreaterThan(life);
    }
}
