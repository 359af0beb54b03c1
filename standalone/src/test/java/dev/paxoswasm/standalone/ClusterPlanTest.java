package dev.paxoswasm.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.role.ConfigurationException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClusterPlanTest {

    @Test
    void without_arguments_it_is_the_cluster_at_the_default_ports() {
        ClusterPlan plan = ClusterPlan.of(new String[0]);

        assertThat(plan.nodes())
                .extracting(node -> node.name() + " " + node.url().getPort())
                .containsExactly(
                        "acceptor-1 8201",
                        "acceptor-2 8202",
                        "acceptor-3 8203",
                        "learner-1 8301",
                        "learner-2 8302",
                        "proposer-1 8101",
                        "proposer-2 8102",
                        "client-1 8080",
                        "coordinator-1 8090");
        assertThat(plan.dataDirectory()).isEqualTo(Path.of("data"));
    }

    @Test
    void each_node_gets_a_folder_and_a_port_of_its_own_and_what_all_are_told() {
        ClusterPlan plan = ClusterPlan.of(new String[] {
            "--paxos.data-directory=/somewhere",
            "--paxos.timing.retry=1s",
            "--paxos.cluster.acceptors=1=http://127.0.0.1:9001,2=http://127.0.0.1:9002"
        });
        NodePlan acceptor = plan.nodes().get(1);

        assertThat(acceptor.arguments(plan.commonArguments(), plan.dataDirectory()))
                .containsExactly(
                        "--paxos.timing.retry=1s",
                        "--paxos.cluster.acceptors=1=http://127.0.0.1:9001,2=http://127.0.0.1:9002",
                        "--paxos.node-id=2",
                        "--server.port=9002",
                        "--paxos.data-directory=" + Path.of("/somewhere", "acceptor-2"));
    }

    @Test
    void one_node_can_have_a_component_of_its_own() {
        ClusterPlan plan = ClusterPlan.of(
                new String[] {"--nodes=acceptor-1,acceptor-2", "--component=acceptor-2=sha256:00=/a=b/mine.wasm"});

        assertThat(plan.nodes().get(0).arguments(plan.commonArguments(), plan.dataDirectory()))
                .noneMatch(argument -> argument.contains("component"));
        assertThat(plan.nodes().get(1).arguments(plan.commonArguments(), plan.dataDirectory()))
                .contains("--paxos.component.digest=sha256:00", "--paxos.component.location=/a=b/mine.wasm");
    }

    @Test
    void a_component_of_a_node_that_there_is_not_is_refused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ClusterPlan.of(new String[] {"--component=acceptor-9=sha256:00=mine.wasm"}))
                .withMessageContaining("there is no acceptor-9; there are acceptor-1, ");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ClusterPlan.of(new String[] {"--component=acceptor-1"}))
                .withMessageContaining("write NODE=DIGEST=FILE");
    }

    @Test
    void what_is_one_nodes_own_is_refused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ClusterPlan.of(new String[] {"--server.port=8080"}))
                .withMessageContaining("server.port");
    }

    @Test
    void quorums_that_do_not_meet_are_refused_before_anything_starts() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> ClusterPlan.of(new String[] {"--paxos.quorum.phase1=1", "--paxos.quorum.phase2=2"}))
                .withMessageContaining("paxos.quorum");
    }
}
