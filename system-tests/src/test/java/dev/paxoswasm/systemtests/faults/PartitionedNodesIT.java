package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Http;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The network between nodes fails, in both directions or in one. */
@Timeout(120)
class PartitionedNodesIT {
    private static final int CLIENTS = 8;
    private static final int SOME = 30;
    private static final List<String> ACCEPTORS = List.of("acceptor-1", "acceptor-2", "acceptor-3");

    private static final NamespacedCluster CLUSTER = new NamespacedCluster();

    @BeforeAll
    static void start() {
        Permission.requireRootAnd(
                "sh",
                "-c",
                "ip netns add pxtrial && ip netns exec pxtrial iptables -L; s=$?; ip netns delete pxtrial; exit $s");
        CLUSTER.up();
    }

    @AfterEach
    void heal() {
        CLUSTER.heal();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void an_acceptor_cut_off_from_all_and_values_go_on() {
        withLoad(load -> {
            for (String other : List.of("proposer-1", "proposer-2", "learner-1", "learner-2")) {
                CLUSTER.cut("acceptor-2", other);
            }
            awaitProgress(load, SOME, 20);
        });
    }

    @Test
    void an_acceptor_that_hears_and_is_not_heard_and_values_go_on() {
        withLoad(load -> {
            for (String other : List.of("proposer-1", "proposer-2", "learner-1", "learner-2")) {
                CLUSTER.cutOneWay("acceptor-2", other);
            }
            awaitProgress(load, SOME, 20);
        });
    }

    @Test
    void a_learner_cut_off_from_all_but_the_client_and_readers_do_not_notice() {
        withLoad(load -> {
            ACCEPTORS.forEach(acceptor -> CLUSTER.cut("learner-1", acceptor));
            CLUSTER.cut("learner-1", "learner-2");
            CLUSTER.cut("learner-1", "proposer-1");
            CLUSTER.cut("learner-1", "proposer-2");
            awaitProgress(load, SOME, 30);
        });
    }

    @Test
    void a_leader_cut_off_from_a_quorum_of_acceptors_steps_down_and_the_other_proposer_takes_over() {
        withLoad(load -> {
            int leader = CLUSTER.leader().orElseThrow();
            CLUSTER.cut("proposer-" + leader, "acceptor-1");
            CLUSTER.cut("proposer-" + leader, "acceptor-3");

            await().atMost(20, TimeUnit.SECONDS).until(() -> !leads(leader));
            awaitProgress(load, SOME, 30);
            assertThat(leads(3 - leader)).isTrue();
        });
    }

    @Test
    void a_leader_whose_messages_reach_no_quorum_while_it_hears_all_steps_down() {
        withLoad(load -> {
            int leader = CLUSTER.leader().orElseThrow();
            CLUSTER.cutOneWay("proposer-" + leader, "acceptor-1");
            CLUSTER.cutOneWay("proposer-" + leader, "acceptor-3");

            await().atMost(20, TimeUnit.SECONDS).until(() -> !leads(leader));
            awaitProgress(load, SOME, 30);
        });
    }

    private static boolean leads(int proposer) {
        return Http.getJson(CLUSTER.proposer(proposer) + "/proposers/" + proposer + "/status")
                .required("leadership")
                .asString()
                .equals("leader");
    }

    private interface Fault {
        void happenUnder(RecordedLoad load);
    }

    private static void withLoad(Fault fault) {
        try (RecordedLoad load = RecordedLoad.start(CLUSTER, CLIENTS)) {
            awaitProgress(load, SOME, 30);
            fault.happenUnder(load);
            CLUSTER.heal();
            Aftermath.require(CLUSTER, load);
        }
    }
}
