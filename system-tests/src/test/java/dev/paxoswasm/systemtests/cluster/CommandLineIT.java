package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A user's session with the cluster in one JVM, command by command. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CommandLineIT {
    private final int portBase = FreePorts.base();

    private final Path folder = TestFolder.create("command-line");

    private CommandLine.Result paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--data");
        all.add(folder.toString());
        return CommandLine.run(all.toArray(String[]::new));
    }

    private CommandLine.Result up(String... options) {
        List<String> all = new ArrayList<>(List.of("up", "--detach", "--port-base", String.valueOf(portBase)));
        all.addAll(List.of(options));
        return paxos(all.toArray(String[]::new));
    }

    @AfterAll
    void down() {
        paxos("down");
    }

    @Test
    @Order(1)
    void a_port_that_is_taken_is_named_with_the_option_that_changes_it() throws IOException {
        try (ServerSocket _ = new ServerSocket(portBase + 202, 1, InetAddress.getLoopbackAddress())) {
            CommandLine.Result result = up();

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .contains(
                            "port " + (portBase + 202),
                            "acceptor-2",
                            "pid " + ProcessHandle.current().pid())
                    .contains("--acceptor-port", "--port-base");
            assertThat(paxos("status", "--json").out().strip()).isEqualTo("[ ]");
        }
    }

    @Test
    @Order(2)
    void a_start_that_fails_shows_why_and_leaves_nothing_running() {
        CommandLine.Result result = up("--set", "paxos.quorum.phase1=1", "--set", "paxos.quorum.phase2=1");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .contains("Not started: ", "acceptor-3", "paxos.quorum", "phase1 1 + phase2 1");
        assertThat(paxos("status", "--json").out().strip()).isEqualTo("[ ]");
        assertThat(processesOfThisFolder()).isEmpty();
    }

    @Test
    @Order(3)
    void up_starts_nine_healthy_nodes_in_one_process_and_prints_every_address() {
        CommandLine.Result result = up();

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(0);
        for (int offset : new int[] {80, 90, 101, 102, 201, 202, 203, 301, 302}) {
            assertThat(result.out()).contains("http://127.0.0.1:" + (portBase + offset));
        }
        JsonNode nodes = Json.read(paxos("status", "--json").requireDone().out());
        Set<Long> pids = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (JsonNode node : nodes) {
            assertThat(node.propertyNames()).contains("role", "id", "url", "pid", "health", "reason");
            assertThat(node.required("health").asString()).isEqualTo("UP");
            names.add(
                    node.required("role").asString() + " " + node.required("id").asInt());
            pids.add(node.required("pid").asLong());
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "client 1",
                        "coordinator 1",
                        "proposer 1",
                        "proposer 2",
                        "acceptor 1",
                        "acceptor 2",
                        "acceptor 3",
                        "learner 1",
                        "learner 2");
        assertThat(pids).hasSize(1);
        assertThat(nodes.findValues("leads")).filteredOn(JsonNode::asBoolean).hasSize(1);
        assertThat(nodes.findValues("ballot")).hasSize(5);
        assertThat(nodes.findValues("lag")).hasSize(7).allMatch(lag -> lag.asLong() == 0);
    }

    @Test
    @Order(4)
    void up_again_says_that_the_cluster_is_already_up() {
        assertThat(up().requireDone().out()).contains("already up");
    }

    @Test
    @Order(4)
    void a_mistyped_name_is_answered_with_the_names_there_are() {
        CommandLine.Result kill = paxos("kill", "accptor-3");

        assertThat(kill.exitCode()).isEqualTo(1);
        assertThat(kill.err()).contains("there is no node accptor-3; there are client-1, ", "acceptor-3");
        assertThat(paxos("kill", "acceptor-3").err()).contains("all nodes are in one JVM");
    }

    @Test
    @Order(5)
    void propose_prints_the_slot_and_log_shows_the_value() throws IOException {
        JsonNode answer = Json.read(paxos("propose", "--json", "from the command line")
                .requireDone()
                .out());
        long slot = answer.required("slot").asLong();

        assertThat(paxos("propose", "another").requireDone().out()).contains("slot " + (slot + 1), "ballot ");
        byte[] input = "from standard input".getBytes(StandardCharsets.UTF_8);
        CommandLine.run(input, "propose", "-", "--data", folder.toString()).requireDone();
        Path file = Files.write(folder.resolve("value"), new byte[] {0, (byte) 0xff, 1});
        paxos("propose", "--file", file.toString()).requireDone();

        List<String> lines = paxos("log", "--from", String.valueOf(slot))
                .requireDone()
                .out()
                .lines()
                .toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).startsWith(slot + "\t").endsWith("\tfrom the command line");
        assertThat(lines.get(2)).endsWith("\tfrom standard input");
        assertThat(lines.get(3)).endsWith("\tbase64:AP8B");
        assertThat(Json.read(paxos("log", "--json", "--limit", "1")
                                .requireDone()
                                .out())
                        .required("slot")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    @Order(6)
    void log_follows_what_is_chosen_from_then_on() {
        Path output = folder.resolve("followed");
        Process follower = CommandLine.start(output, "log", "--follow", "--data", folder.toString());
        try {
            paxos("propose", "seen by the follower").requireDone();
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> Files.readString(output).contains("seen by the follower"));
        } finally {
            follower.destroy();
        }
    }

    @Test
    @Order(7)
    void bench_measures_and_finds_every_answer_right() {
        JsonNode report = Json.read(
                paxos("bench", "--json", "--clients", "8", "--duration", "2", "--warm-up", "1", "--values", "200")
                        .requireDone()
                        .out());

        assertThat(report.required("errors").asInt()).isZero();
        assertThat(report.required("values").asInt()).isPositive();
        assertThat(report.required("valuesPerSecond").asDouble()).isPositive();
        assertThat(report.required("p99Millis").asDouble())
                .isGreaterThanOrEqualTo(report.required("p50Millis").asDouble());
        assertThat(report.required("machine").required("cores").asInt()).isPositive();
    }

    @Test
    @Order(8)
    void a_refusal_is_one_line_and_exit_code_1() throws IOException {
        Path file = Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);

        CommandLine.Result result = paxos("propose", "--file", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().asString().contains("413");
    }

    @Test
    @Order(9)
    void down_ends_the_process_and_the_data_is_there_after_the_next_up() {
        assertThat(paxos("down").requireDone().out()).contains("down");
        assertThat(processesOfThisFolder()).isEmpty();
        CommandLine.Result status = paxos("status");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("No cluster is up");

        up().requireDone();

        assertThat(paxos("log").requireDone().out()).contains("from the command line");
    }

    @Test
    @Order(10)
    void up_in_the_foreground_stops_the_cluster_when_it_is_asked_to_end() throws Exception {
        paxos("down").requireDone();
        Path output = folder.resolve("foreground");
        Process foreground =
                CommandLine.start(output, "up", "--port-base", String.valueOf(portBase), "--data", folder.toString());
        await().atMost(120, TimeUnit.SECONDS)
                .until(() -> Files.readString(output).contains("Ctrl-C"));

        foreground.destroy();

        assertThat(foreground.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(output)).contains("The cluster is down").doesNotContain("\tat ");
        assertThat(processesOfThisFolder()).isEmpty();
    }

    private List<Long> processesOfThisFolder() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("--paxos.data-directory=" + folder))
                .map(ProcessHandle::pid)
                .toList();
    }
}
