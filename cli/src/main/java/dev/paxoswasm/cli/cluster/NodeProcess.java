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
 * @param mark    stands in the command line of the process, so that another process that got the same id later is not
 *     taken for it
 * @param started by the clock of the system; what is compared where command lines cannot be read
 */
record NodeProcess(long pid, String mark, Instant started) {
    private static final int THREADS = 17;
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
            return isZombie(Files.readString(Path.of("/proc", String.valueOf(pid), "stat")));
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Whether nothing of the process is left. Its first thread may have ended before others, which still hold its ports
     * and files.
     *
     * @param stat as the system shows it: after the name in parentheses, the state first, the number of threads in
     *     place 18
     */
    static boolean isZombie(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return fields[0].equals("Z") && Integer.parseInt(fields[THREADS]) <= 1;
    }

    /** The argument of the JVM that carries the mark. */
    static String argumentWith(String mark) {
        return "-Dpaxos.process=" + mark;
    }
}
