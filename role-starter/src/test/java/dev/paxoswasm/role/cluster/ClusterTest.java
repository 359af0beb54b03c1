package dev.paxoswasm.role.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ClusterTest {

    private static Cluster cluster(String... settings) {
        Map<String, String> map = new HashMap<>(Map.of(
                "paxos.node-id", "2",
                "paxos.cluster.clients", "1=http://127.0.0.1:8080",
                "paxos.cluster.coordinators", "1=http://127.0.0.1:8090",
                "paxos.cluster.proposers", "1=http://127.0.0.1:8101",
                "paxos.cluster.acceptors", "3=http://h3:8203, 1=http://h1:8201,2=http://h2:8202/",
                "paxos.cluster.learners", "1=http://127.0.0.1:8301"));
        for (String setting : settings) {
            map.put(setting.substring(0, setting.indexOf(':')), setting.substring(setting.indexOf(':') + 1));
        }
        PaxosProperties properties = new Binder(new MapConfigurationPropertySource(map))
                .bind("paxos", PaxosProperties.class)
                .get();
        return Cluster.of(Role.ACCEPTOR, properties);
    }

    @Test
    void nodes_are_listed_in_ascending_order_of_ids() {
        Cluster cluster = cluster();

        assertThat(cluster.ids(Role.ACCEPTOR)).containsExactly(1L, 2L, 3L);
        assertThat(cluster.addresses(Role.ACCEPTOR)).containsEntry(2L, URI.create("http://h2:8202"));
        assertThat(cluster.selfName()).isEqualTo("acceptor 2");
        assertThat(cluster.quorums()).isEqualTo(new Quorums(2, 2));
    }

    @ParameterizedTest
    @CsvSource({"3,1,3,1", "1,3,1,3", ",1,3,1", "2,,2,2", ",,2,2"})
    void quorums_that_intersect_are_taken(String one, String two, int phase1, int phase2) {
        Cluster cluster = cluster(
                "paxos.quorum.phase1:" + (one == null ? "" : one), "paxos.quorum.phase2:" + (two == null ? "" : two));

        assertThat(cluster.quorums()).isEqualTo(new Quorums(phase1, phase2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            paxos.node-id:4                       | paxos.node-id: this node is acceptor 4, which paxos.cluster.acceptors does not list; it lists [1, 2, 3]
            paxos.cluster.acceptors:1=http://a,1=http://b | paxos.cluster.acceptors: id 1 stands there twice, for http://a and http://b; give each node its own id
            paxos.cluster.acceptors:http://a      | paxos.cluster.acceptors: 'http://a' has no '='; write id=url pairs
            paxos.cluster.acceptors:0=http://a    | paxos.cluster.acceptors: '0' is no node id; an id is a number from 1 to 4294967295
            paxos.cluster.acceptors:x=http://a    | paxos.cluster.acceptors: 'x' is no node id
            paxos.cluster.learners:1=ftp://a      | paxos.cluster.learners: 'ftp://a' is no URL of a node; a node's URL is http:// or https://
            paxos.cluster.learners:1=http://a/b   | paxos.cluster.learners: 'http://a/b' is no URL of a node
            paxos.cluster.learners:1=http://a b   | paxos.cluster.learners: 'http://a b' is no URL
            paxos.cluster.learners:1=http://a:70000 | paxos.cluster.learners: 'http://a:70000' has no port from 1 to 65535
            paxos.cluster.learners:1=http://my_host:80 | paxos.cluster.learners: 'http://my_host:80' has no valid host name: the underscore may not stand in one; a host name has letters
            paxos.cluster.learners:1=http://a!b   | paxos.cluster.learners: 'http://a!b' has no valid host name: '!' may not stand in one
            paxos.cluster.learners:1=http://-a-   | paxos.cluster.learners: 'http://-a-' has no valid host name; a host name has letters
            paxos.cluster.learners:1=http://a:1,2=http://A:1 | paxos.cluster.learners: http://A:1 stands there for learner 2, and for learner 1; give each node an address of its own
            paxos.cluster.learners:1=https://h1:8201 | for acceptor 1
            paxos.cluster.learners:1=http://a,2=http://a:80 | paxos.cluster.learners: http://a:80 stands there for learner 2, and for learner 1
            paxos.cluster.learners:               | paxos.cluster.learners: no node is listed
            paxos.quorum.phase1:0                 | paxos.quorum.phase1: a quorum of 0 among 3 acceptors; a quorum has from 1 to 3 of them
            paxos.quorum.phase2:4                 | paxos.quorum.phase2: a quorum of 4 among 3 acceptors
            """)
    void what_contradicts_itself_is_refused(String setting, String message) {
        assertThatThrownBy(() -> cluster(setting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void quorums_that_do_not_intersect_are_refused_with_the_reason() {
        assertThatThrownBy(() -> cluster("paxos.quorum.phase1:1", "paxos.quorum.phase2:2"))
                .hasMessage(
                        "paxos.quorum: phase1 1 + phase2 2 is not more than the 3 acceptors, so a new leader's quorum might"
                                + " miss every acceptor that voted for a chosen value; raise one of them until phase1 + phase2 > 3,"
                                + " or leave both out for majorities of 2");
    }
}
