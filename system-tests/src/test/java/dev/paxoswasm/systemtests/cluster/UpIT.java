package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What can be started is started, and what is missing is said: by {@code up}, and by {@code status} from then on. */
@Timeout(600)
class UpIT {
    private final OwnCluster own = new OwnCluster("up");
    private final Path data = own.data();

    @AfterEach
    void down() {
        own.paxos("down");
    }

    private JsonNode acceptor3() {
        JsonNode nodes = Json.read(own.paxos("status", "--json").out());
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> node.required("role").asString().equals("acceptor")
                        && node.required("id").asInt() == 3)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_acceptor_that_cannot_start_keeps_none_of_the_others_from_running() throws IOException {
        oneCannotStart();
    }

    @Test
    @Tag("long")
    void nor_where_each_node_is_a_process() throws IOException {
        oneCannotStart("--processes");
    }

    private void oneCannotStart(String... options) throws IOException {
        Path folder = data.resolve("acceptor-3");
        Files.writeString(folder, "no folder");

        CommandLine.Result up = own.up(options);

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err())
                .contains("Not started: acceptor-3: paxos.data-directory: " + folder)
                .doesNotContain("\tat ");
        CommandLine.Result status = own.paxos("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("acceptor-3 is NOT_STARTED: paxos.data-directory: " + folder);
        assertThat(acceptor3().required("health").asString()).isEqualTo("NOT_STARTED");
        assertThat(acceptor3().required("reason").asString()).contains(folder.toString());
        own.paxos("propose", "chosen by two").requireDone();

        Files.delete(folder);
        List<String> again = new ArrayList<>(List.of("up", "--detach", "--timeout", "150"));
        again.addAll(List.of(options));
        assertThat(own.paxos(again.toArray(String[]::new)).requireDone().out())
                .contains("8 nodes run already; starting acceptor-3");

        assertThat(acceptor3().required("health").asString()).isEqualTo("UP");
        assertThat(acceptor3().required("url").asString()).isEqualTo("http://127.0.0.1:" + (own.portBase() + 203));
        own.paxos("status").requireDone();
    }

    @Test
    void what_is_up_and_not_healthy_is_waited_for() {
        own.up().requireDone();
        String pid = acceptor3().required("pid").asString();
        ShellCommand.run("kill", "-STOP", pid);
        try {
            CommandLine.Result up = own.paxos("up", "--detach", "--timeout", "4");

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err()).contains("acceptor-3", "are UNREACHABLE after 4 s", "--timeout");
        } finally {
            ShellCommand.run("kill", "-CONT", pid);
        }
        assertThat(own.paxos("up", "--detach", "--timeout", "60").requireDone().out())
                .contains("already up");
    }

    @Test
    void a_value_goes_to_no_other_cluster_when_this_one_is_down_and_its_ports_and_quorums_stay_with_its_data() {
        own.up().requireDone();
        own.paxos("propose", "before").requireDone();
        own.paxos("down").requireDone();

        CommandLine.Result other =
                own.paxos("up", "--detach", "--set", "paxos.quorum.phase1=3", "--set", "paxos.quorum.phase2=1");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err())
                .contains("was written with paxos.quorum.phase1=2, paxos.quorum.phase2=2")
                .contains("would start it with paxos.quorum.phase1=3, paxos.quorum.phase2=1");

        for (String command : List.of("propose x", "log", "bench --duration 1", "kill acceptor-1")) {
            CommandLine.Result result = own.paxos(command.split(" "));
            assertThat(result.exitCode()).as(command).isEqualTo(1);
            assertThat(result.err()).as(command).contains("no cluster is up in " + data, "./paxos up --data " + data);
        }
        assertThat(own.paxos("status").exitCode()).isEqualTo(1);

        own.paxos("up", "--detach", "--timeout", "150").requireDone();
        assertThat(acceptor3().required("url").asString()).isEqualTo("http://127.0.0.1:" + (own.portBase() + 203));
        assertThat(own.paxos("log").requireDone().out()).contains("before");
    }

    @Test
    void a_bad_setting_is_one_line_with_its_key() {
        for (String setting : List.of("paxos.timing.hartbeat=1s", "paxos.timing.heartbeat=abc")) {
            CommandLine.Result up = own.up("--set", setting);

            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.err().lines())
                    .singleElement()
                    .asString()
                    .contains(setting.substring(0, setting.indexOf('=')), "paxos.timing.heartbeat");
        }
        assertThat(data.resolve(".paxos").resolve("layout.json")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Starting", "The cluster is up"})
    void ctrl_c_leaves_nothing_running_and_no_stack_trace(String moment) throws Exception {
        interruptUpAt(moment);
    }

    @ParameterizedTest
    @Tag("long")
    @ValueSource(strings = {"acceptor-1 is healthy", "coordinator-1 is healthy", "leads at"})
    void also_at_other_moments(String moment) throws Exception {
        interruptUpAt(moment);
    }

    private void interruptUpAt(String moment) throws Exception {
        Path output = data.resolve("output");
        Process up = CommandLine.start(
                output,
                "up",
                "--timeout",
                "150",
                "--data",
                data.toString(),
                "--port-base",
                String.valueOf(own.portBase()));
        await().pollInterval(2, TimeUnit.MILLISECONDS)
                .atMost(160, TimeUnit.SECONDS)
                .until(() -> Files.exists(output) && Files.readString(output).contains(moment));

        ShellCommand.run("kill", "-INT", String.valueOf(up.pid()));

        assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).doesNotContain("\tat ", "Exception");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("--paxos.data-directory=" + data)))
                .isEmpty();
    }
}
