package dev.paxoswasm.role.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.Clusters;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
            paxos.cluster.learners:4-2=http://l{id} | paxos.cluster.learners: '4-2' is no range; a range goes upwards, over 100 ids at most
            paxos.cluster.learners:1-101=http://l{id} | paxos.cluster.learners: '1-101' is no range
            paxos.cluster.learners:1-4294967295=http://l{id} | paxos.cluster.learners: '1-4294967295' is no range
            paxos.cluster.learners:0-2=http://l{id} | paxos.cluster.learners: '0' is no node id
            paxos.cluster.learners:1-=http://l{id} | paxos.cluster.learners: '' is no node id
            paxos.cluster.learners:-1=http://l{id} | paxos.cluster.learners: '-1' is no node id
            paxos.cluster.learners:1-2-3=http://l{id} | paxos.cluster.learners: '2-3' is no node id
            paxos.cluster.learners:1-2=http://l   | paxos.cluster.learners: all nodes of '1-2' would be at http://l; write {id} where the name has the node's id
            paxos.cluster.learners:1-2=http://l{ID} | all nodes of '1-2' would be at http://l{ID}; write {id}
            paxos.cluster.learners:1-2=http://l_{id} | paxos.cluster.learners: 'http://l_1' has no valid host name: the underscore may not stand in one
            paxos.cluster.learners:1-9=http://l:6553{id} | paxos.cluster.learners: 'http://l:65536' has no port from 1 to 65535
            paxos.cluster.learners:1-3=http://l{id},2=http://x | paxos.cluster.learners: id 2 stands there twice, for http://l2 and http://x
            paxos.cluster.learners:2=http://l{id} | paxos.cluster.learners: 'http://l{id}' has {id}, but not a range of ids before it
            paxos.cluster.learners:*=http://l     | paxos.cluster.learners: '*' stands for nodes whose ids nobody has to know, and those are clients only
            paxos.cluster.clients:*=http://c,*=http://d | paxos.cluster.clients: '*' stands there twice, for http://c and http://d
            paxos.cluster.clients:*=https://c     | paxos.cluster.clients: '*' stands for the addresses behind https://c, and a certificate is for a name
            paxos.cluster.acceptors:1-3=http://a{id} | paxos.cluster.acceptors: '1-3' is a range, and acceptors do not come and go: quorums and ballots hang on who they are; list each of them as id=url
            paxos.cluster.proposers:1-3=http://p{id} | paxos.cluster.proposers: '1-3' is a range, and proposers do not come and go
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

    @Test
    void a_range_lists_each_of_its_nodes_as_one_that_comes_and_goes() {
        Cluster cluster = cluster("paxos.cluster.learners:7=http://seven, 1 - 3 = http://learner-{id}.learners:8080");

        assertThat(cluster.addresses(Role.LEARNER))
                .hasSize(4)
                .containsEntry(2L, URI.create("http://learner-2.learners:8080"))
                .containsEntry(7L, URI.create("http://seven"));
        assertThat(cluster.changing().ids()).containsOnlyKeys(Role.LEARNER);
        assertThat(cluster.changing().ids().get(Role.LEARNER)).containsExactly(1L, 2L, 3L);
        assertThat(cluster.identity()).isEqualTo(cluster().identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*=http://clients:8080"})
    void a_client_that_no_list_names_draws_an_id_that_no_person_gives(String clients) {
        Cluster one = Clusters.of(Role.CLIENT, 1, "paxos.cluster.clients:" + clients, "paxos.node-id:");
        Cluster two = Clusters.of(Role.CLIENT, 1, "paxos.cluster.clients:" + clients, "paxos.node-id:");

        assertThat(one.self()).isBetween(1L << 31, 0xFFFF_FFFFL).isNotEqualTo(two.self());
        assertThat(Cluster.isDrawn(one.self())).isTrue();
        assertThat(Clusters.of(Role.CLIENT, 5, "paxos.cluster.clients:" + clients)
                        .self())
                .as("the id that it is given")
                .isEqualTo(5);
        assertThat(Clusters.of(Role.COORDINATOR, 1, "paxos.cluster.clients:" + clients)
                        .self())
                .isEqualTo(1);
    }

    @Test
    void a_client_that_is_listed_is_the_first_one_where_it_is_told_no_id() {
        assertThat(Clusters.of(Role.CLIENT, 1, "paxos.node-id:").self()).isEqualTo(1);
        assertThatThrownBy(() -> Clusters.of(Role.CLIENT, 2))
                .hasMessageContaining("this node is client 2, which paxos.cluster.clients does not list");
    }
}
