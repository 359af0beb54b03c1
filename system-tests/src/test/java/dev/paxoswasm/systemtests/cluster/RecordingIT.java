package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code paxos record} and {@code paxos replay}: what real nodes did is repeated without them. */
@Timeout(600)
class RecordingIT {
    private static final Path MUTANT =
            CommandLine.HOME.resolve("components/mutants/acceptor-keeps-old-ballot-when-accepting-again.wasm");

    /** It traps when it is asked to prepare at round 1. */
    private static final Path UNRULY =
            CommandLine.HOME.resolve("acceptor-service/src/test/resources/components/unruly.wasm");

    private final int portBase = FreePorts.base();
    private final Path data = TestFolder.create("recording");

    @AfterEach
    void down() {
        paxos("down");
    }

    private CommandLine.Result paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return CommandLine.run(all.toArray(String[]::new));
    }

    private CommandLine.Result up(String timeout, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "up", "--detach", "--timeout", timeout, "--set", "paxos.recording.calls=always", "--port-base"));
        all.add(String.valueOf(portBase));
        all.addAll(List.of(more));
        return paxos(all.toArray(String[]::new));
    }

    private String recorded(String node) {
        Path file = data.resolve(node + ".recording");
        paxos("record", node, file.toString()).requireDone();
        return file.toString();
    }

    private static CommandLine.Result replay(String... arguments) {
        return CommandLine.run(
                Stream.concat(Stream.of("replay"), Stream.of(arguments)).toArray(String[]::new));
    }

    @Test
    void what_every_role_did_is_repeated_and_another_component_differs() throws IOException {
        up("150").requireDone();
        for (String value : List.of("one", "two", "three")) {
            paxos("propose", value).requireDone();
        }

        for (String node : List.of("client-1", "coordinator-1", "proposer-1", "acceptor-2", "learner-2")) {
            CommandLine.Result same = replay(recorded(node), "--from", "1000000");
            assertThat(same.requireDone().out())
                    .as(node)
                    .contains("from the making of the instance on", "calls repeated, and all is the same");
        }
        String acceptor = data.resolve("acceptor-2.recording").toString();
        assertThat(replay(acceptor).requireDone().out())
                .contains("paxos:acceptor/acceptor@0.1.0 accept(acceptor: 2", "payload: b\"two\"");
        assertThat(replay(acceptor, "--json").requireDone().out())
                .contains("\"function\":\"accept\",\"arguments\":{\"acceptor\":2,");

        CommandLine.Result differs = replay(acceptor, "--component", MUTANT.toString());
        assertThat(differs.exitCode()).as(differs.err()).isEqualTo(1);
        assertThat(differs.out()).containsPattern("call [0-9]+ differs: ").contains("  recorded  ", "  came      ");

        CommandLine.Result replaced = paxos("record", "acceptor-2", acceptor);
        assertThat(replaced.exitCode()).isEqualTo(1);
        assertThat(replaced.err()).contains("is there already; name another file");
        byte[] bytes = Files.readAllBytes(Path.of(acceptor));
        assertRefused(Arrays.copyOf(bytes, bytes.length / 2), "cut off");
        bytes[bytes.length / 2] ^= 4;
        assertRefused(bytes, "the file is damaged; take a copy that is whole");
        assertRefused(Files.readAllBytes(MUTANT), "this is no recording");
    }

    private void assertRefused(byte[] file, String complaint) throws IOException {
        CommandLine.Result refused =
                replay(Files.write(data.resolve("damaged.recording"), file).toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("at byte ", complaint).doesNotContain("\tat ");
    }

    @Test
    @Tag("long")
    void a_node_whose_component_traps_keeps_what_led_to_it() throws IOException {
        up("150").requireDone();
        paxos("down").requireDone();
        // It traps when it is asked for its promise, and so is not in service.
        assertThat(up("60", "--component", "acceptor-3=" + UNRULY).exitCode()).isEqualTo(1);

        Path folder = data.resolve("acceptor-3").resolve("recordings");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.isDirectory(folder) && !files(folder).isEmpty());

        String kept = files(folder).getFirst().toString();
        CommandLine.Result unknown = replay(kept);
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("which is none of those built here", "--component");
        assertThat(replay(kept, "--component", UNRULY.toString()).requireDone().out())
                .contains(
                        "written because \"the component failed in ",
                        "acceptor 3 of the cluster",
                        "trapped: ",
                        "all is the same");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".recording")).toList();
        }
    }
}
