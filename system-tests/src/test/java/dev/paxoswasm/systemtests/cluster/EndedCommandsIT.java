package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is told to end takes the program that it runs with it. */
class EndedCommandsIT {

    private static final Duration AT_WORK = Duration.ofMillis(500);

    @ParameterizedTest
    @ValueSource(strings = {"model-check --slots 2 --ballots 3", "simulate --seeds 10000000"})
    void leave_nothing_running(String command, @TempDir Path folder) throws Exception {
        Process process = CommandLine.start(folder.resolve("output"), command.split(" "));
        List<ProcessHandle> programs = List.of();
        try {
            await().atMost(60, TimeUnit.SECONDS).until(() -> process.children().anyMatch(EndedCommandsIT::isAtWork));
            programs = process.children().toList();

            process.destroy();

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(programs).noneMatch(ProcessHandle::isAlive);
        } finally {
            process.destroyForcibly();
            programs.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean isAtWork(ProcessHandle program) {
        return program.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(AT_WORK) > 0;
    }
}
