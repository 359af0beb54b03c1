package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLogTest {
    private static final Node ONE = new Node(Role.ACCEPTOR, 1, 8201);
    private static final Node TWO = new Node(Role.ACCEPTOR, 2, 8202);

    @TempDir
    Path folder;

    private Path log() {
        return folder.resolve("log");
    }

    private void write(String... lines) throws IOException {
        Files.write(log(), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private StartLog of(long from, Node... nodes) {
        NodeProcess process = new NodeProcess(1, "mark", Instant.EPOCH);
        List<NodeRecord> records = List.of(nodes).stream()
                .map(node -> new NodeRecord(node, process, log()))
                .toList();
        return new StartLog(new Launcher.Started(records, null, log(), from));
    }

    @Test
    void a_node_that_shares_its_process_is_known_by_its_name_in_the_line() throws IOException {
        StartLog log = of(0, ONE, TWO);
        write(
                "2026-11-27T20:57:00.000Z INFO  acceptor-1    d.p.role.RoleAutoConfiguration       : acceptor 1 serves on port 1",
                "2026-11-27T20:57:00.000Z ERROR acceptor-2    d.paxoswasm.role.StartFailureReporter : Not started. the: disk is full");

        assertThat(log.next()).isEqualTo(Map.of(TWO, "the: disk is full"));
        assertThat(log.next()).isEmpty();
    }

    @Test
    void a_line_of_no_node_is_about_all_of_the_process() throws IOException {
        StartLog log = of(0, ONE, TWO);
        write(
                "2026-11-27T20:57:00.000Z ERROR               dev.paxoswasm.standalone.Standalone : Not started. paxos.foo: is no key");

        assertThat(log.next()).isEqualTo(Map.of(ONE, "paxos.foo: is no key", TWO, "paxos.foo: is no key"));
    }

    @Test
    void a_service_of_its_own_names_its_process_instead() throws IOException {
        StartLog log = of(0, TWO);
        write(
                "2026-11-27T20:57:00.000Z ERROR 4711 --- [acceptor] [           main] d.p.role.StartFailureReporter            : Not started. why");

        assertThat(log.next()).isEqualTo(Map.of(TWO, "why"));
    }

    @Test
    void what_was_logged_before_this_start_does_not_count() throws IOException {
        write(
                "2026-11-27T20:57:00.000Z ERROR acceptor-2    d.paxoswasm.role.StartFailureReporter : Not started. before");

        assertThat(of(Files.size(log()), ONE, TWO).next()).isEmpty();
    }
}
