package dev.paxoswasm.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Nodes that are started each by itself, with the command line that {@code ./paxos up} gave it: so that others stay
 * away.
 */
public final class StartedByHand implements AutoCloseable {
    private final Path logs;
    private final Map<String, List<String>> commands = new LinkedHashMap<>();
    private final Map<String, Process> processes = new LinkedHashMap<>();

    private StartedByHand(Path logs) {
        this.logs = logs;
    }

    /** @param cluster whole: what runs now is what can be started later */
    public static StartedByHand of(Cluster cluster) {
        StartedByHand made = new StartedByHand(cluster.data().resolve("logs"));
        for (String name : cluster.names()) {
            made.commands.put(name, commandLine(cluster.process(name).pid()));
        }
        return made;
    }

    private static List<String> commandLine(long pid) {
        try {
            return List.of(
                    Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with a setting, as in {@code --key=value}, that is another for one node. */
    public StartedByHand with(String name, String option) {
        List<String> command = new ArrayList<>(commands.get(name));
        command.removeIf(before -> before.startsWith(option.substring(0, option.indexOf('=') + 1)));
        command.add(option);
        commands.put(name, command);
        return this;
    }

    public void start(String... names) {
        for (String name : names) {
            try {
                processes.put(
                        name,
                        new ProcessBuilder(commands.get(name))
                                .redirectErrorStream(true)
                                .redirectOutput(
                                        logs.resolve(name + "-by-hand.log").toFile())
                                .start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public void kill(String... names) {
        for (String name : names) {
            Process process = processes.remove(name);
            process.destroyForcibly();
            await().atMost(10, TimeUnit.SECONDS).until(() -> !process.isAlive());
        }
    }

    /** Kills what was started and lives. */
    @Override
    public void close() {
        kill(processes.keySet().toArray(String[]::new));
    }
}
