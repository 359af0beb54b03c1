package dev.paxoswasm.role.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.Clusters;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An acceptor of three, and what it hears. */
@ExtendWith(OutputCaptureExtension.class)
class PeerIdentitiesTest {

    private static final String WRONG = "paxos.quorum.phase2:1";

    private long now = -5;
    private final PeerIdentities acceptor = new PeerIdentities(Clusters.of(Role.ACCEPTOR, 1), () -> now);

    private static String header(Role role, long id, String... settings) {
        return new PeerIdentities(Clusters.of(role, id, settings)).header();
    }

    private void passes(Duration time) {
        now += time.toNanos();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoever_says_the_same_is_served(Role role) {
        assertThat(acceptor.objectionTo(header(role, 1))).isNull();
        assertThat(acceptor.disagreed()).isZero();
    }

    @Test
    void so_is_a_learner_that_this_node_does_not_list_yet() {
        String learner = header(Role.LEARNER, 3, "paxos.cluster.learners:3=http://h3");
        assertThat(acceptor.objectionTo(learner)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoever_says_something_else_is_refused_with_both_values(Role role) {
        assertThat(acceptor.objectionTo(header(role, 1, WRONG)))
                .isEqualTo(
                        "the request is from " + role.label() + " 1 with paxos.quorum.phase1=3, paxos.quorum.phase2=1,"
                                + " and this node has paxos.quorum.phase1=2, paxos.quorum.phase2=2;"
                                + " nodes of one cluster say the same: configure the one that is wrong");
    }

    @Test
    void it_is_logged_once_for_each_peer_and_value_and_counted_from_then_on(CapturedOutput output) {
        for (int i = 0; i < 1_000; i++) {
            acceptor.objectionTo(header(Role.LEARNER, 2, WRONG));
            acceptor.objectionTo(header(Role.LEARNER, 2));
            passes(Duration.ofMillis(500));
        }
        acceptor.objectionTo(header(Role.LEARNER, 1, WRONG));
        acceptor.objectionTo(header(Role.LEARNER, 2, "paxos.cluster.id:other"));

        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("learner 2 has paxos.quorum.phase1=3"),
                        line -> assertThat(line).contains("learner 1 has paxos.quorum.phase1=3"),
                        line -> assertThat(line).contains("learner 2 has paxos.cluster.id=other"));
        assertThat(acceptor.disagreed()).isEqualTo(1_002);
        assertThat(acceptor.lately().disagreements()).anyMatch(words -> words.endsWith("(1000 times)"));
    }

    @Test
    void one_wrong_learner_is_wrong_and_those_who_hear_the_others_are_not() {
        PeerIdentities learner = new PeerIdentities(Clusters.of(Role.LEARNER, 2, WRONG));
        for (int id = 1; id <= 3; id++) {
            learner.at(URI.create("http://127.0.0.1:820" + id)).refuses(header(Role.ACCEPTOR, id));
        }
        learner.objectionTo(header(Role.LEARNER, 1));
        acceptor.objectionTo(header(Role.PROPOSER, 1));
        acceptor.objectionTo(learner.header());

        assertThat(learner.lately().isAgainstThisNode()).isTrue();
        assertThat(learner.lately().differing()).containsExactly("acceptor 1", "acceptor 2", "acceptor 3", "learner 1");
        assertThat(acceptor.lately().isAgainstThisNode()).isFalse();
        assertThat(acceptor.lately().agreeing()).containsExactly("proposer 1");
        assertThat(acceptor.lately().differing()).containsExactly("learner 2");
    }

    @Test
    void nodes_of_another_cluster_with_the_same_names_do_not_outvote_those_of_this_one() {
        for (Role role : Role.values()) {
            acceptor.objectionTo(header(role, 1, "paxos.cluster.id:other"));
            acceptor.objectionTo(header(role, 7, "paxos.cluster.id:other", role.membersKey() + ":7=http://h7"));
            if (role != Role.COORDINATOR) {
                acceptor.objectionTo(header(role, 1));
            }
        }
        acceptor.objectionTo(header(Role.ACCEPTOR, 2));

        assertThat(acceptor.lately().differing()).containsExactly("coordinator 1");
        assertThat(acceptor.lately().isAgainstThisNode()).isFalse();
        assertThat(acceptor.lately().disagreements()).anyMatch(words -> words.startsWith("proposer 7 has"));
    }

    @Test
    void nor_do_any_number_of_clients_and_learners_with_one_mistake() {
        for (long id = 1; id <= 2; id++) {
            acceptor.objectionTo(header(Role.LEARNER, id, WRONG));
        }
        acceptor.objectionTo(header(Role.CLIENT, 1, WRONG));
        assertThat(acceptor.lately().isAgainstThisNode()).isFalse();
        assertThat(acceptor.lately().differing()).containsExactly("learner 1", "learner 2", "client 1");

        acceptor.objectionTo(header(Role.PROPOSER, 1, WRONG));
        assertThat(acceptor.lately().isAgainstThisNode()).isTrue();
        acceptor.objectionTo(header(Role.PROPOSER, 2));
        assertThat(acceptor.lately().isAgainstThisNode())
                .as("one says this, one that")
                .isFalse();
    }

    @Test
    void what_was_said_long_ago_counts_no_more() {
        acceptor.objectionTo(header(Role.PROPOSER, 1, WRONG));
        assertThat(acceptor.lately().isAgainstThisNode()).isTrue();

        passes(Duration.ofSeconds(11));
        assertThat(acceptor.lately()).isEqualTo(new PeerIdentities.Opinion(List.of(), List.of(), List.of()));
    }

    @Test
    void a_sender_that_says_something_else_each_time_fills_neither_memory_nor_log(CapturedOutput output) {
        IntStream.range(0, 10_000).forEach(i -> acceptor.objectionTo("id=" + i + "; node=\u001B[2J" + i));

        assertThat(acceptor.lately().disagreements()).hasSize(64).noneMatch(words -> words.contains("\u001B"));
        assertThat(output.getAll().lines().filter(line -> line.contains("WARN")))
                .hasSize(64);
        assertThat(output).doesNotContain("\u001B[2J");
        assertThat(acceptor.disagreed()).isEqualTo(10_000);
    }

    @Test
    void a_peer_that_refuses_and_does_not_say_why_has_said_something_else() {
        acceptor.at(URI.create("http://127.0.0.1:8301")).refuses(null);
        acceptor.at(URI.create("http://elsewhere")).refuses(acceptor.header());

        assertThat(acceptor.lately().differing()).containsExactly("learner 1");
        assertThat(acceptor.lately().disagreements()).hasSize(2);
    }
}
