package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code paxos swap}: a running node takes another component, which is kept with the data. */
@Timeout(600)
class SwapIT {
    private final OwnCluster own = new OwnCluster("swap");

    @AfterEach
    void down() {
        own.paxos("down");
    }

    private void assertRefused(String complaint, String... arguments) {
        CommandLine.Result refused = own.paxos(arguments);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(complaint).doesNotContain("\tat ");
        assertThat(own.paxos("status").requireDone().out()).contains("acceptor-2 runs mine, sha256:");
    }

    @Test
    void a_node_takes_it_keeps_it_and_goes_back() throws IOException {
        Path mine = own.anotherAcceptor("mine");
        String mutant =
                OwnCluster.component("mutants/acceptor-accepts-below-promise").toString();
        String forgetful = OwnCluster.component("mutants/acceptor-forgets-promise-at-restart")
                .toString();
        own.up().requireDone();
        own.paxos("propose", "before").requireDone();

        CommandLine.Result swapped = own.paxos("swap", "acceptor-2", mine.toString());

        assertThat(swapped.requireDone().out())
                .contains("acceptor-2 runs mine, sha256:", "in place of the built-in component");
        assertRefused(
                "cannot serve as acceptor",
                "swap",
                "acceptor-2",
                OwnCluster.component("learner").toString());
        assertRefused("BROKEN", "swap", "acceptor-2", mutant);
        assertRefused(
                "acceptor-2 goes on with what it runs: acceptor-forgets-promise-at-restart cannot take over",
                "swap",
                "acceptor-2",
                forgetful,
                "--unexamined");
        assertRefused("there is no node acceptor-9", "swap", "acceptor-9", mine.toString());

        own.paxos("down").requireDone();
        assertThat(own.up().requireDone().out()).contains("acceptor-2 runs " + mine);
        assertThat(own.paxos("swap", "acceptor-2", "built-in").requireDone().out())
                .contains("acceptor-2 runs the built-in component now, in place of mine, sha256:");
        assertThat(own.paxos("status").requireDone().out()).doesNotContain("in place of the built-in component");
        assertThat(own.data().resolve(".paxos").resolve("components.json")).doesNotExist();
        assertThat(own.paxos("log").requireDone().out()).contains("before");
    }
}
