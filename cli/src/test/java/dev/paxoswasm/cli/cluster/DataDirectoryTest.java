package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path folder = Path.of("");

    private static ClusterRecord record(NodeProcess process) {
        Node node = new Node(Role.ACCEPTOR, 2, 8202);
        return new ClusterRecord(Mode.PROCESSES, List.of(new NodeRecord(node, process, Path.of("a.log"))));
    }

    private static NodeProcess self(String mark) {
        ProcessHandle self = ProcessHandle.current();
        return new NodeProcess(self.pid(), mark, self.info().startInstant().orElseThrow());
    }

    @Test
    void what_is_noted_is_read_again() {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        ClusterRecord record = record(self("mark"));

        data.write(record);

        assertThat(data.read()).contains(record);
        data.forget();
        assertThat(data.read()).isEmpty();
    }

    @Test
    void another_process_that_got_the_id_later_is_not_taken_for_the_node() {
        assertThat(record(self("a mark that my command line has not")).living()).isEmpty();
    }

    @Test
    void a_process_that_has_ended_does_not_live() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();

        assertThat(record(new NodeProcess(process.pid(), "mark", Instant.now())).living())
                .isEmpty();
    }

    @Test
    void a_process_with_the_mark_in_its_command_line_lives() throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", "read line", "sh", NodeProcess.argumentWith("the mark")).start();
        try {
            assertThat(record(new NodeProcess(process.pid(), "the mark", Instant.now()))
                            .living())
                    .hasSize(1);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_damaged_note_is_named_with_what_to_do() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        Files.writeString(folder.resolve(".paxos/cluster.json"), "{\"mode\": \"PROC");

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(data::read)
                .withMessageContaining("cluster.json is damaged")
                .withMessageContaining("delete that file");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named_with_the_option() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(new DataDirectory(file.resolve("below"))::create)
                .withMessageContaining("--data");
    }

    @Test
    void data_of_three_acceptors_is_not_opened_with_five() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        data.claim(3);
        data.claim(3);

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> data.claim(5))
                .withMessageContaining("was written by 3 acceptors")
                .withMessageContaining("--acceptors 3");
    }

    @Test
    void data_from_before_the_number_was_noted_is_of_three_acceptors() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        Files.createDirectory(folder.resolve("acceptor-1"));

        data.claim(3);
        assertThatExceptionOfType(Failure.class).isThrownBy(() -> data.claim(1));
    }

    @Test
    void where_nodes_are_stays_with_the_data_when_the_cluster_is_down() {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        Layout layout = Layout.of(23000, Map.of(Role.CLIENT, 7000), Map.of(Role.ACCEPTOR, 5));

        data.remember(layout);

        assertThat(data.layout()).hasValue(layout);
    }

    @Test
    void data_that_never_was_up_has_no_layout_and_what_it_was_before_is_noted_again() {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        assertThat(data.layout()).isEmpty();
        Layout layout = Layout.of(23000, Map.of());
        data.remember(layout);

        data.rememberAgain(Optional.empty());
        assertThat(data.layout()).isEmpty();
        data.rememberAgain(Optional.of(layout));
        assertThat(data.layout()).hasValue(layout);
    }

    @Test
    void data_of_five_acceptors_whose_ports_nobody_noted_is_still_of_five() {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        data.claim(5);

        assertThat(data.layout().orElseThrow().of(Role.ACCEPTOR)).hasSize(5);
    }

    @Test
    void a_damaged_note_of_ports_is_refused_by_its_name() throws IOException {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        for (String text : List.of("", "{", "[]", "{\"client\": {\"port\": 1, \"nodes\": 0}}", "7")) {
            Files.writeString(folder.resolve(".paxos").resolve("layout.json"), text);

            assertThatThrownBy(data::layout)
                    .as(text)
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("layout.json is damaged");
        }
    }
}
