package dev.paxoswasm.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A process that was started for one or more nodes.
 *
 * @param mark    stands in the command line of the process, so that another process that got the same id later is not taken
 *                for it
 * @param started by the clock of the system; what is compared where command lines cannot be read
 */
record NodeProcess(long pid, String mark, Instant started) {
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    /** The process, if it still lives. */
    Optional<ProcessHandle> living() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(this::isMine)
                .filter(_ -> !isZombie());
    }

    private boolean isMine(ProcessHandle process) {
        Optional<String[]> arguments = process.info().arguments();
        if (arguments.isPresent()) {
            return Arrays.asList(arguments.get()).contains(argumentWith(mark));
        }
        return process.info()
                .startInstant()
                .filter(instant -> Duration.between(instant, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
                .isPresent();
    }

    /** Whether it has ended and only its entry is left, as in a container whose first process collects no children. */
    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException _) {
            return false;
        }
    }

    /** The argument of the JVM that carries the mark. */
    static String argumentWith(String mark) {
        return "-Dpaxos.process=" + mark;
    }
}
