package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Components that a user names take the place of the built-in ones, and are kept with the data. */
@Timeout(600)
class OwnComponentsIT {
    private final OwnCluster own = new OwnCluster("components");

    @AfterEach
    void down() {
        own.paxos("down");
    }

    private List<String> withOwn() {
        JsonNode nodes = Json.read(own.paxos("status", "--json").out());
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.required("component").required("builtIn").asBoolean())
                .map(node -> node.required("role").asString() + "-"
                        + node.required("id").asInt() + " "
                        + node.required("component").required("name").asString())
                .toList();
    }

    @Test
    void they_serve_are_shown_and_are_kept_until_told_otherwise() throws IOException {
        serve(List.of());
    }

    @Test
    @Tag("long")
    void also_where_each_node_is_a_process() throws IOException {
        serve(List.of("--processes"));
    }

    private CommandLine.Result up(List<String> mode, String... options) {
        return own.up(Stream.concat(mode.stream(), Stream.of(options)).toArray(String[]::new));
    }

    private void serve(List<String> mode) throws IOException {
        Path mine = own.anotherAcceptor("mine");
        Path yours = own.anotherAcceptor("yours");

        CommandLine.Result first = up(mode, "--component", "acceptor=" + mine, "--component", "acceptor-3=" + yours);

        assertThat(first.requireDone().out())
                .contains("acceptor-1, acceptor-2 run " + mine + ", sha256:")
                .contains("acceptor-3 runs " + yours + ", sha256:");
        assertThat(withOwn()).containsExactly("acceptor-1 mine", "acceptor-2 mine", "acceptor-3 yours");
        assertThat(own.paxos("status").requireDone().out()).contains("acceptor-3 runs yours, sha256:");
        own.paxos("propose", "chosen by others").requireDone();
        assertThat(up(mode, "--component", "acceptor=built-in").err())
                .contains("acceptor-1 runs already, and --component is for nodes that are started");
        own.paxos("down").requireDone();

        Files.write(yours, new byte[] {0}, StandardOpenOption.APPEND);
        CommandLine.Result changed = up(mode);
        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.err().lines())
                .singleElement()
                .asString()
                .contains(yours + " has the digest sha256:", "--component acceptor-3=" + yours, "acceptor-3=built-in");

        assertThat(up(mode, "--component", "acceptor-3=built-in").requireDone().out())
                .contains("acceptor-1, acceptor-2 run " + mine)
                .contains("as the last time with this data, and --component ROLE=built-in goes back");
        assertThat(withOwn()).containsExactly("acceptor-1 mine", "acceptor-2 mine");
        assertThat(own.paxos("log").requireDone().out()).contains("chosen by others");
    }

    @Test
    void what_cannot_serve_is_one_line_before_anything_starts() throws IOException {
        Path text = Files.writeString(own.data().resolve("text.wasm"), "no component");

        assertRefused("there is no file /nowhere/acceptor.wasm", "acceptor=/nowhere/acceptor.wasm");
        assertRefused(text + " cannot serve as acceptor: malformed component at byte", "acceptor-2=" + text);
        assertRefused(
                "it imports paxos:host/learner-storage@0.1.0 (append-chosen, load-chosen, chosen-through), which"
                        + " the world does not offer",
                "acceptor=" + OwnCluster.component("learner"));
        assertThat(own.data().resolve(".paxos").resolve("components.json")).doesNotExist();
        assertThat(own.data().resolve("logs")).isEmptyDirectory();
    }

    private void assertRefused(String complaint, String component) {
        CommandLine.Result up = own.up("--component", component);

        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.err().lines()).singleElement().asString().contains(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            up --component acceptor-9=a.wasm         | there is no node acceptor-9; there are client-1
            up --set paxos.component.location=a.wasm | say --component ROLE=FILE
            simulate --component coordinator=a.wasm  | no such role or node; it would be one of acceptor
            simulate --component acceptor=/none.wasm | /none.wasm cannot be read
            model-check --component acceptor-1=a     | no such role here; it would be one of acceptor, proposer
            model-check --component proposer=/none   | /none cannot be read
            """)
    void every_command_refuses_what_it_cannot_take(String command, String complaint) {
        CommandLine.Result result = CommandLine.run(command.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(complaint).doesNotContain("\tat ");
    }
}
