package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LayoutTest {

    @Test
    void the_default_ports_are_those_of_the_services() {
        assertThat(Layout.of(Layout.DEFAULT_PORT_BASE, Map.of()).nodes())
                .extracting(node -> node.name() + " " + node.port())
                .containsExactly(
                        "client-1 8080",
                        "coordinator-1 8090",
                        "proposer-1 8101",
                        "proposer-2 8102",
                        "acceptor-1 8201",
                        "acceptor-2 8202",
                        "acceptor-3 8203",
                        "learner-1 8301",
                        "learner-2 8302");
    }

    @Test
    void a_role_can_be_moved_alone() {
        Layout layout = Layout.of(9000, Map.of(Role.ACCEPTOR, 7001));

        assertThat(layout.of(Role.ACCEPTOR)).extracting(Node::port).containsExactly(7001, 7002, 7003);
        assertThat(layout.of(Role.CLIENT)).extracting(Node::port).containsExactly(9080);
    }

    @Test
    void two_nodes_with_one_port_are_named_with_the_options_that_part_them() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(8000, Map.of(Role.COORDINATOR, 8101)))
                .withMessageContaining("coordinator-1 and proposer-1 would both have port 8101")
                .withMessageContaining("--coordinator-port or --proposer-port");
    }

    @Test
    void a_port_that_is_none_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Layout.of(65_300, Map.of()))
                .withMessageContaining("learner-1 would have port 65601")
                .withMessageContaining("from 1 to 65535");
    }

    @Test
    void every_node_is_told_who_is_where() {
        assertThat(Layout.of(8000, Map.of()).arguments())
                .contains("--paxos.cluster.proposers=1=http://127.0.0.1:8101,2=http://127.0.0.1:8102");
    }

    @Test
    void a_role_can_have_another_number_of_nodes() {
        Layout layout = Layout.of(8000, Map.of(), Map.of(Role.ACCEPTOR, 5, Role.LEARNER, 1));

        assertThat(layout.of(Role.ACCEPTOR)).extracting(Node::port).containsExactly(8201, 8202, 8203, 8204, 8205);
        assertThat(layout.of(Role.LEARNER)).hasSize(1);
        assertThat(layout.of(Role.PROPOSER)).hasSize(2);
    }
}
