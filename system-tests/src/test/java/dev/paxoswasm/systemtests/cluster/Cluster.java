package dev.paxoswasm.systemtests.cluster;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A cluster with a JVM a service, driven as a user drives it. */
public final class Cluster implements RunningCluster {
    private final Path data;
    private final int portBase;
    private boolean whole;

    /**
     * @param data its folder
     * @param portBase what {@code --port-base} gets
     */
    public Cluster(Path data, int portBase) {
        this.data = data;
        this.portBase = portBase;
    }

    public Path data() {
        return data;
    }

    /** Starts what was killed, if anything was. */
    public void makeWhole() {
        if (!whole) {
            up();
        }
    }

    @Override
    public String client() {
        return url(80);
    }

    public String coordinator() {
        return url(90);
    }

    @Override
    public String proposer(int id) {
        return url(100 + id);
    }

    @Override
    public String acceptor(int id) {
        return url(200 + id);
    }

    @Override
    public String learner(int id) {
        return url(300 + id);
    }

    private String url(int offset) {
        return "http://127.0.0.1:" + (portBase + offset);
    }

    /** Starts what is missing, and returns when all of it is healthy. */
    public void up() {
        up(Map.of()).requireDone();
        whole = true;
    }

    /** As {@link #up()}, with an environment for what is started; whether that succeeded is for the caller to see. */
    public CommandLine.Result up(Map<String, String> environment) {
        return CommandLine.run(
                environment,
                "up",
                "--processes",
                "--detach",
                "--data",
                data.toString(),
                "--port-base",
                String.valueOf(portBase),
                "--timeout",
                "150");
    }

    public void down() {
        CommandLine.run("down", "--data", data.toString()).requireDone();
    }

    public JsonNode status() {
        return Json.read(
                CommandLine.run("status", "--json", "--data", data.toString()).out());
    }

    /** Kills nodes as {@code kill -9} does, and returns when they have ended. */
    public void kill(String... names) {
        whole = false;
        List<ProcessHandle> processes = processes(names);
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            await().atMost(10, TimeUnit.SECONDS).until(() -> hasEnded(process));
        }
    }

    /** Kills what lives. */
    public void killAll() {
        List<String> living = new ArrayList<>();
        status().forEach(node -> {
            if (ProcessHandle.of(node.required("pid").asLong()).isPresent()) {
                living.add(name(node));
            }
        });
        kill(living.toArray(String[]::new));
    }

    /** Stops nodes as {@code kill -STOP} does, or lets them go on with {@code -CONT}. */
    public void signal(String signal, String... names) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        processes(names).forEach(process -> command.add(String.valueOf(process.pid())));
        ShellCommand.run(command.toArray(String[]::new));
    }

    /** The process of a node, as in {@code acceptor-2}. */
    public ProcessHandle process(String name) {
        return processes(name).getFirst();
    }

    /** The names of all nodes, as in {@code acceptor-2}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        status().forEach(node -> names.add(name(node)));
        return names;
    }

    private List<ProcessHandle> processes(String... names) {
        Map<String, Long> ids = new HashMap<>();
        status().forEach(node -> ids.put(name(node), node.required("pid").asLong()));
        return Stream.of(names)
                .map(name -> {
                    Long id = ids.get(name);
                    if (id == null) {
                        throw new AssertionError("no node " + name);
                    }
                    return ProcessHandle.of(id).orElseThrow();
                })
                .toList();
    }

    private static String name(JsonNode node) {
        return node.required("role").asString() + "-" + node.required("id").asInt();
    }

    /**
     * Its first thread may end before others, which still hold its ports and files; what nobody collects stays as an
     * entry.
     */
    private static boolean hasEnded(ProcessHandle process) {
        String[] threads = new File("/proc/" + process.pid() + "/task").list();
        boolean onlyAnEntry = process.info().commandLine().isEmpty() && (threads == null || threads.length <= 1);
        return !process.isAlive() || onlyAnEntry;
    }
}
