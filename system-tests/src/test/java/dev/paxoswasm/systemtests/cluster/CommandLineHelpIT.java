package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no cluster. */
class CommandLineHelpIT {

    @Test
    void help_lists_every_command() {
        assertThat(CommandLine.run("--help").requireDone().out())
                .contains("up", "down", "status", "propose", "log", "kill", "bench", "record", "replay", "completion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "down", "status", "propose", "log", "kill", "bench", "record", "replay", "completion"})
    void every_command_has_help(String command) {
        assertThat(CommandLine.run(command, "--help").requireDone().out()).startsWith("Usage: paxos " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bogus",
                "up --bogus",
                "up --port-base x",
                "up --port-base 65500",
                "up --client-port 9 --coordinator-port 9",
                "up --heap much",
                "up --timeout 0",
                "up --set nonsense",
                "up --set =1",
                "up --set timing.heartbeat=1s",
                "up --set paxos.node-id=2",
                "up --set paxos.nodeId=2",
                "up --set server.port=1",
                "up --set paxos.timing.retry=1s --set paxos.timing.retry=2s",
                "propose",
                "log --from 0",
                "bench --clients 0",
                ""
            })
    void a_wrong_command_line_is_exit_code_2_and_says_what_is_right(String line) {
        CommandLine.Result result = CommandLine.run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isNotBlank().doesNotContain("\tat ");
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void without_a_cluster_propose_says_how_to_start_one(@TempDir Path data) {
        CommandLine.Result result =
                CommandLine.run("propose", "x", "--url", "http://127.0.0.1:1", "--data", data.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("http://127.0.0.1:1", "./paxos up");
    }

    @Test
    void bash_takes_the_completion_script(@TempDir Path folder) throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"),
                CommandLine.run("completion").requireDone().out());
        Process bash = new ProcessBuilder("bash", "-c", "source \"$0\" && complete -p paxos", script.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(bash.getInputStream().readAllBytes())).contains("-F _complete_paxos");
        assertThat(bash.exitValue()).isZero();
        assertThat(Files.readString(script)).contains("acceptor-3");
    }

    @Test
    void a_note_about_processes_that_are_long_gone_is_no_cluster(@TempDir Path data) throws IOException {
        Path note = Files.createDirectories(data.resolve(".paxos")).resolve("cluster.json");
        Files.writeString(note, """
                {"mode": "PROCESSES", "nodes": [{"role": "acceptor", "id": 1, "port": 1, "pid": %d,
                 "mark": "another", "started": "2020-01-01T00:00:00Z", "log": "x"}]}
                """.formatted(ProcessHandle.current().pid()));

        CommandLine.Result status = CommandLine.run("status", "--data", data.toString());
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("acceptor-1", "DEAD");
        CommandLine.run("down", "--data", data.toString()).requireDone();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
        assertThat(note).doesNotExist();
    }
}
