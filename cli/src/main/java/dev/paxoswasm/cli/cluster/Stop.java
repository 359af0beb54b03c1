package dev.paxoswasm.cli.cluster;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends the processes of nodes: asks, waits, and kills those that do not heed. */
public final class Stop {
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private Stop() {}

    /**
     * Returns once all of them have ended.
     *
     * @param grace how long they may take before they are killed
     * @param say   is told which had to be killed
     */
    public static void all(List<NodeRecord> nodes, Duration grace, Consumer<String> say) {
        Map<NodeProcess, String> processes = new LinkedHashMap<>(nodes.stream()
                .collect(Collectors.groupingBy(
                        NodeRecord::process,
                        Collectors.mapping(node -> node.node().name(), Collectors.joining(", ")))));
        processes.keySet().forEach(process -> process.living().ifPresent(ProcessHandle::destroy));
        if (haveEnded(processes, grace)) {
            return;
        }
        processes.forEach((process, names) -> process.living().ifPresent(handle -> {
            say.accept(names + " (pid " + process.pid() + ") did not end within " + grace.toSeconds()
                    + " s and is killed");
            handle.destroyForcibly();
        }));
        if (!haveEnded(processes, AFTER_KILL)) {
            say.accept("some processes have not ended although they were killed");
        }
    }

    /** Kills them at once, and returns once they have ended. */
    public static void kill(List<NodeRecord> nodes, Consumer<String> say) {
        for (NodeRecord node : nodes) {
            String name = node.node().name();
            ProcessHandle process = node.process().living().orElse(null);
            if (process == null) {
                say.accept(name + " has ended already");
            } else {
                process.destroyForcibly();
                Wait.until(() -> !node.lives(), AFTER_KILL, List.of(node.process()));
                say.accept("Killed " + name + " (pid " + process.pid() + ")");
            }
        }
    }

    private static boolean haveEnded(Map<NodeProcess, String> processes, Duration within) {
        return Wait.until(
                () -> processes.keySet().stream()
                        .noneMatch(process -> process.living().isPresent()),
                within,
                processes.keySet());
    }
}
