package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code paxos} itself, in surroundings that are not everybody's. */
@ExtendWith(SharedCluster.class)
class ScriptIT {
    private static final String TEXT = "grüße €, naïve 日本 🦊";

    @TempDir
    Path folder;

    /**
     * Runs the script.
     *
     * @param surroundings as {@code env} takes them: variables, and options such as {@code -u HOME}
     * @param arguments words for bash, which passes on what bytes they stand for
     */
    private CommandLine.Result run(String surroundings, String arguments) {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                "env",
                "bash",
                "-c",
                "exec env " + surroundings + " \"$1\" " + arguments,
                "bash",
                CommandLine.HOME + "/paxos"));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
            return new CommandLine.Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** As bash writes bytes, so that what this JVM takes for their encoding does not matter. */
    private static String bytes(String text) {
        StringBuilder quoted = new StringBuilder("$'");
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            quoted.append(String.format("\\x%02x", each));
        }
        return quoted.append("'").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LC_ALL=C",
                "LC_ALL=POSIX",
                "LC_ALL=C.UTF-8",
                "LC_ALL=de_DE.ISO-8859-1",
                "-u LC_ALL -u LANG",
                "-u LC_ALL LANG=nowhere",
                "-u HOME",
                "HOME=",
                "HOME=/nonexistent",
                "TMPDIR=/nonexistent"
            })
    void a_value_is_chosen_as_it_was_typed(String surroundings, Cluster cluster) {
        String typed = TEXT + " under " + surroundings;
        CommandLine.Result proposed = run(
                        surroundings,
                        "propose --json " + bytes(typed) + " --data "
                                + bytes(cluster.data().toString()))
                .requireDone();

        long slot = Json.read(proposed.out()).required("slot").asLong();
        assertThat(run(
                                surroundings,
                                "log --from " + slot + " --limit 1 --data "
                                        + bytes(cluster.data().toString()))
                        .requireDone()
                        .out())
                .endsWith("\t" + typed + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=C.UTF-8", "-u LC_ALL -u LANG"})
    void a_file_is_found_by_the_name_that_was_typed(String surroundings, Cluster cluster) {
        ShellCommand.run(
                "bash",
                "-c",
                "cd " + bytes(folder.toString()) + " && printf %s " + bytes("content under " + surroundings) + " > "
                        + bytes("fi-ü €.txt"));

        assertThat(run(
                                surroundings,
                                "propose --file " + bytes("fi-ü €.txt") + " --data "
                                        + bytes(cluster.data().toString()))
                        .requireDone()
                        .out())
                .contains("Chosen in slot");
        assertThat(run(surroundings, "propose x --data " + bytes("größe")).err())
                .contains("größe");
    }

    @Test
    void an_argument_that_is_no_utf_8_is_refused_and_not_changed(Cluster cluster) {
        CommandLine.Result result = run(
                "LC_ALL=C",
                "propose $'gr\\xfc\\xdfe' --data " + bytes(cluster.data().toString()));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err().lines()).singleElement().asString().contains("argument 2", "UTF-8", "--file");
    }

    @Test
    void a_mistyped_name_of_a_node_is_answered_with_the_names_there_are(Cluster cluster) {
        CommandLine.Result result =
                run("LC_ALL=C", "kill accptor-3 --data " + bytes(cluster.data().toString()));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("there is no node accptor-3; there are ", "client-1", "acceptor-3", "learner-2");
    }
}
