package dev.paxoswasm.role.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.ClusterIdentity.Difference;
import dev.paxoswasm.role.testing.Clusters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterIdentityTest {

    private static ClusterIdentity identity(String... settings) {
        return Clusters.of(Role.ACCEPTOR, 1, settings).identity();
    }

    private static Difference difference(String text) {
        return identity().differenceTo(text).orElseThrow();
    }

    @Test
    void it_is_the_name_the_voters_those_with_ballots_and_the_quorums() {
        assertThat(identity("paxos.cluster.id:orders-7").text())
                .isEqualTo("id=orders-7; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2");
        assertThat(identity().id()).as("the default").isEqualTo("paxos");
    }

    @Test
    void what_comes_and_goes_has_no_part_in_it_and_neither_have_addresses() {
        ClusterIdentity other = identity(
                "paxos.cluster.learners:1=http://h1,2=http://h2,3=http://h3",
                "paxos.cluster.clients:4=http://h4",
                "paxos.cluster.coordinators:5=http://h5",
                "paxos.cluster.acceptors:3=http://a3,2=http://a2,1=http://a1");

        assertThat(other).isEqualTo(identity());
        assertThat(identity().differenceTo(other.text())).isEmpty();
    }

    @Test
    void quorums_that_are_left_out_are_the_same_as_those_that_are_said() {
        assertThat(identity("paxos.quorum.phase1:2", "paxos.quorum.phase2:2")).isEqualTo(identity());
        assertThat(identity("paxos.quorum.phase2:1")).isEqualTo(identity("paxos.quorum.phase1:3"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paxos.cluster.id:other                    | paxos.cluster.id=paxos | paxos.cluster.id=other
            paxos.cluster.acceptors:1=http://a,2=http://b,4=http://c | paxos.cluster.acceptors with the ids 1,2,3 | paxos.cluster.acceptors with the ids 1,2,4
            paxos.cluster.proposers:1=http://a        | paxos.cluster.proposers with the ids 1,2 | paxos.cluster.proposers with the ids 1
            paxos.quorum.phase1:3                     | paxos.quorum.phase1=2, paxos.quorum.phase2=2 | paxos.quorum.phase1=3, paxos.quorum.phase2=1
            """)
    void what_differs_is_said_with_both_values(String setting, String ours, String theirs) {
        Difference difference = difference(identity(setting).text());

        assertThat(difference.ours()).isEqualTo(ours);
        assertThat(difference.theirs()).isEqualTo(theirs);
        assertThat(ours).startsWith(difference.firstKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                "; ; ",
                "id=paxos",
                "id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2; epoch=7",
                "id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2; phase2=2",
                "id=paxos;acceptors=1,2,3;proposers=1,2;phase1=2;phase2=2",
                "no identity at all"
            })
    void a_text_that_is_no_identity_differs_in_words_that_can_be_shown(String text) {
        assertThat(difference(text).theirs()).isNotEmpty();
        assertThat(difference(text).ours())
                .isNotEqualTo(difference(text).theirs())
                .isNotEmpty();
    }

    @Test
    void a_hostile_text_is_neither_shown_as_it_is_nor_at_its_length() {
        StringBuilder text = new StringBuilder("id=\r\n\u001B[31m");
        for (int i = 0; i < 1_000; i++) {
            text.append("; ").append(i).append('=').append("x".repeat(1_000));
        }
        Difference difference = difference(text.toString());

        assertThat(difference.theirs()).matches("[\\x20-\\x7E…]{1,1000}");
    }
}
