package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    private static final Path COMPONENTS = CommandLine.HOME.resolve("components");

    private final int portBase = FreePorts.base();
    private final Path data = TestFolder.create("components");

    @AfterEach
    void down() {
        paxos("down");
    }

    private CommandLine.Result paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return CommandLine.run(all.toArray(String[]::new));
    }

    private CommandLine.Result up(String mode, String... options) {
        List<String> all = new ArrayList<>(List.of("up", "--detach", "--timeout", "150"));
        all.addAll(List.of("--port-base", String.valueOf(portBase)));
        if (!mode.isEmpty()) {
            all.add(mode);
        }
        all.addAll(List.of(options));
        return paxos(all.toArray(String[]::new));
    }

    /** The built acceptor with a custom section behind it: another binary that does the same. */
    private Path another(String name) throws IOException {
        byte[] built = Files.readAllBytes(COMPONENTS.resolve("acceptor.wasm"));
        byte[] another = Arrays.copyOf(built, built.length + 4);
        another[built.length + 1] = 2;
        another[built.length + 2] = 1;
        another[built.length + 3] = (byte) name.charAt(0);
        return Files.write(data.resolve(name + ".wasm"), another);
    }

    private List<String> withOwn() {
        JsonNode nodes = Json.read(paxos("status", "--json").out());
        return StreamSupport.stream(nodes.spliterator(), false)
                .filter(node -> !node.required("component").required("builtIn").asBoolean())
                .map(node -> node.required("role").asString() + "-"
                        + node.required("id").asInt() + " "
                        + node.required("component").required("name").asString())
                .toList();
    }

    @Test
    void they_serve_are_shown_and_are_kept_until_told_otherwise() throws IOException {
        serve("");
    }

    @Test
    @Tag("long")
    void also_where_each_node_is_a_process() throws IOException {
        serve("--processes");
    }

    private void serve(String mode) throws IOException {
        Path mine = another("mine");
        Path yours = another("yours");

        CommandLine.Result first = up(mode, "--component", "acceptor=" + mine, "--component", "acceptor-3=" + yours);

        assertThat(first.requireDone().out())
                .contains("acceptor-1, acceptor-2 run " + mine + ", sha256:")
                .contains("acceptor-3 runs " + yours + ", sha256:");
        assertThat(withOwn()).containsExactly("acceptor-1 mine", "acceptor-2 mine", "acceptor-3 yours");
        assertThat(paxos("status").requireDone().out()).contains("acceptor-3 runs yours, sha256:");
        paxos("propose", "chosen by others").requireDone();
        assertThat(up(mode, "--component", "acceptor=built-in").err())
                .contains("acceptor-1 runs already, and --component is for nodes that are started");
        paxos("down").requireDone();

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
        assertThat(paxos("log").requireDone().out()).contains("chosen by others");
    }

    @Test
    void what_cannot_serve_is_one_line_before_anything_starts() throws IOException {
        Path text = Files.writeString(data.resolve("text.wasm"), "no component");

        assertRefused(1, "there is no file /nowhere/acceptor.wasm", "acceptor=/nowhere/acceptor.wasm");
        assertRefused(1, text + " cannot serve as acceptor: malformed component at byte", "acceptor-2=" + text);
        assertRefused(
                1,
                "it imports paxos:host/learner-storage@0.1.0 (append-chosen, load-chosen, chosen-through), which"
                        + " the world does not offer",
                "acceptor=" + COMPONENTS.resolve("learner.wasm"));
        assertThat(data.resolve(".paxos").resolve("components.json")).doesNotExist();
        assertThat(data.resolve("logs")).isEmptyDirectory();
    }

    private void assertRefused(int exitCode, String complaint, String component) {
        CommandLine.Result up = up("", "--component", component);

        assertThat(up.exitCode()).isEqualTo(exitCode);
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
