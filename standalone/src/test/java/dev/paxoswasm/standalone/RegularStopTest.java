package dev.paxoswasm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.client.ClientApplication;
import dev.paxoswasm.coordinator.CoordinatorApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.testing.LocalCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The processes as whoever runs them sees them: they end with 0 when they are told to end, and not when they fail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@Execution(ExecutionMode.CONCURRENT)
class RegularStopTest {

    /** Shorter than a test may take, so that it can say what the process logged. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            classes = {
                AcceptorApplication.class,
                ProposerApplication.class,
                LearnerApplication.class,
                ClientApplication.class,
                CoordinatorApplication.class
            })
    void a_service_that_is_told_to_end_stops_in_good_order_and_ends_with_0(Class<?> main) throws Exception {
        endsWithZero(
                start(main, "--server.port=0", "--paxos.data-directory=" + directory.resolve("data")),
                " serves on port ");
    }

    @Test
    void nodes_in_one_process_that_is_told_to_end_stop_in_good_order_and_it_ends_with_0() throws Exception {
        endsWithZero(
                start(
                        Standalone.class,
                        "--nodes=acceptor-1",
                        "--paxos.cluster.acceptors=1=http://127.0.0.1:" + LocalCluster.freePort(),
                        "--paxos.data-directory=" + directory),
                "1 of 1 nodes run");
    }

    @Test
    void a_start_that_fails_does_not_end_with_0() throws Exception {
        Process process = start(AcceptorApplication.class, "--server.port=0", "--paxos.node-id=7");
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static void endsWithZero(Process process, String started) throws IOException, InterruptedException {
        try (BufferedReader log = process.inputReader()) {
            List<String> lines = new ArrayList<>();
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                lines.add(line);
                if (line.contains(started)) {
                    // Its own destroy() would close the log too.
                    process.toHandle().destroy();
                }
            }
            assertThat(lines).anyMatch(line -> line.contains(" stop"));
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // Whoever reads its log cannot be interrupted: one that does not end by itself is ended, and its log with it.
        process.onExit().orTimeout(LONGEST.toSeconds(), TimeUnit.SECONDS).exceptionally(_ -> {
            process.toHandle().destroyForcibly();
            return process;
        });
        return process;
    }
}
