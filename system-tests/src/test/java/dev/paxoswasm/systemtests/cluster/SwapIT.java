package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code paxos swap}: a running node takes another component, which is kept with the data. */
@Timeout(600)
class SwapIT {
    private static final Path COMPONENTS = CommandLine.HOME.resolve("components");

    private final int portBase = FreePorts.base();
    private final Path data = TestFolder.create("swap");

    @AfterEach
    void down() {
        paxos("down");
    }

    private CommandLine.Result paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return CommandLine.run(all.toArray(String[]::new));
    }

    private CommandLine.Result up() {
        return paxos("up", "--detach", "--timeout", "150", "--port-base", String.valueOf(portBase));
    }

    /** The built acceptor with a custom section behind it: another binary that does the same. */
    private Path another() throws IOException {
        byte[] built = Files.readAllBytes(COMPONENTS.resolve("acceptor.wasm"));
        byte[] another = Arrays.copyOf(built, built.length + 4);
        another[built.length + 1] = 2;
        another[built.length + 2] = 1;
        another[built.length + 3] = 'x';
        return Files.write(data.resolve("mine.wasm"), another);
    }

    private void assertRefused(String complaint, String... arguments) {
        CommandLine.Result refused = paxos(arguments);

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains(complaint).doesNotContain("\tat ");
        assertThat(paxos("status").requireDone().out()).contains("acceptor-2 runs mine, sha256:");
    }

    @Test
    void a_node_takes_it_keeps_it_and_goes_back() throws IOException {
        Path mine = another();
        String mutant = COMPONENTS
                .resolve("mutants/acceptor-accepts-below-promise.wasm")
                .toString();
        String forgetful = COMPONENTS
                .resolve("mutants/acceptor-forgets-promise-at-restart.wasm")
                .toString();
        up().requireDone();
        paxos("propose", "before").requireDone();

        CommandLine.Result swapped = paxos("swap", "acceptor-2", mine.toString());

        assertThat(swapped.requireDone().out())
                .contains("acceptor-2 runs mine, sha256:", "in place of the built-in component");
        assertRefused(
                "cannot serve as acceptor",
                "swap",
                "acceptor-2",
                COMPONENTS.resolve("learner.wasm").toString());
        assertRefused("BROKEN", "swap", "acceptor-2", mutant);
        assertRefused(
                "acceptor-2 goes on with what it runs: acceptor-forgets-promise-at-restart cannot take over",
                "swap",
                "acceptor-2",
                forgetful,
                "--unexamined");
        assertRefused("there is no node acceptor-9", "swap", "acceptor-9", mine.toString());

        paxos("down").requireDone();
        assertThat(up().requireDone().out()).contains("acceptor-2 runs " + mine);
        assertThat(paxos("swap", "acceptor-2", "built-in").requireDone().out())
                .contains("acceptor-2 runs the built-in component now, in place of mine, sha256:");
        assertThat(paxos("status").requireDone().out()).doesNotContain("in place of the built-in component");
        assertThat(data.resolve(".paxos").resolve("components.json")).doesNotExist();
        assertThat(paxos("log").requireDone().out()).contains("before");
    }
}
