package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void keys_of_nodes_and_of_what_they_are_built_on_are_taken() {
        assertThat(Settings.complaint(List.of(
                        "paxos.timing.heartbeat=100ms",
                        "paxos.quorum.phase1=",
                        "logging.level.dev.paxoswasm=debug",
                        "server.tomcat.accept-count=10")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                   | --set nonsense is no KEY=VALUE
            =1                         | --set =1 is no KEY=VALUE
            a b=1                      | is no KEY=VALUE
            timing.heartbeat=1s        | no node has a key timing.heartbeat
            paxos.node-id=2            | paxos.node-id is set by ./paxos up itself; each node has its own
            paxos.nodeId=2             | paxos.nodeId is set by ./paxos up itself
            PAXOS.DATA_DIRECTORY=x     | say --data DIR
            paxos.cluster.acceptors=1=http://a | say --acceptors, --port-base or --acceptor-port
            server.port=1              | say --port-base
            paxos.component.location=x | say --component ROLE=FILE
            """)
    void what_is_no_setting_is_refused_by_name_with_what_would_be_right(String setting, String complaint) {
        assertThat(Settings.complaint(List.of("paxos.timing.retry=1s", setting)).orElseThrow())
                .startsWith("--set " + setting)
                .contains(complaint);
    }

    @Test
    void a_key_that_is_given_twice_is_refused_however_it_is_spelt() {
        assertThat(Settings.complaint(List.of("paxos.timing.election-timeout=1s", "paxos.timing.electionTimeout=2s")))
                .hasValue("--set paxos.timing.electionTimeout is given twice; give it once");
    }
}
