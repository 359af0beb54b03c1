package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./paxos conform} tells an author which rule a component breaks, and what would be right. */
@Timeout(600)
class ConformIT {
    private static final Path COMPONENTS = CommandLine.HOME.resolve("components");

    private static CommandLine.Result conform(Path file, String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "conform";
        all[1] = file.toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return CommandLine.run(all);
    }

    @Test
    void a_component_that_keeps_every_rule_is_told_so() {
        CommandLine.Result result = conform(COMPONENTS.resolve("acceptor.wasm"), "--sequences", "5");

        assertThat(result.requireDone().out())
                .startsWith("acceptor  ")
                .contains("ok      an-acceptance-is-a-promise", ", 0 broken", "5 random sequences answered as by")
                .doesNotContain("BROKEN");
    }

    @Test
    void a_broken_rule_is_named_with_what_was_sent_what_came_and_what_is_right() {
        CommandLine.Result result = conform(
                COMPONENTS.resolve("mutants").resolve("acceptor-keeps-old-ballot-when-accepting-again.wasm"),
                "--sequences",
                "0");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("""
                BROKEN  a-value-is-held-at-the-ballot-of-its-last-acceptance
                """, """
                        step 1  accept {ballot: 2.2, firstSlot: 1, entries: [a@1.1]}
                        came   stores {promised: 2.2}
                        right  stores {promised: 2.2, accepted: [1 = a@1.1 at 2.2]}
                """);
    }

    @Test
    void what_is_no_component_of_a_role_is_one_line(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.wasm"), "no component");

        for (CommandLine.Result refused : new CommandLine.Result[] {
            conform(text),
            conform(folder.resolve("none.wasm")),
            conform(COMPONENTS.resolve("coordinator.wasm")),
            conform(COMPONENTS.resolve("learner.wasm"), "--role", "acceptor")
        }) {
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err().lines().filter(line -> !line.contains("--help tells")))
                    .singleElement()
                    .asString()
                    .startsWith("paxos: ")
                    .contains(".wasm");
        }
    }
}
