package dev.paxoswasm.systemtests.faults;

import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.RunningCluster;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import dev.paxoswasm.systemtests.cluster.TestFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A cluster in which each node has a network namespace and an address of its own, so that the network between two can
 * fail.
 */
final class NamespacedCluster implements RunningCluster, AutoCloseable {
    private static final Map<String, Integer> NODES = new LinkedHashMap<>();

    static {
        NODES.put("client", 1);
        NODES.put("proposer", 2);
        NODES.put("acceptor", 3);
        NODES.put("learner", 2);
    }

    private static final int PORT = 8000;

    /** So that runs side by side do not meet: part of the names and of the addresses. */
    private final long tag = ProcessHandle.current().pid() % 250;

    private final Path data = TestFolder.create("namespaces");
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final List<String> nodes = new ArrayList<>();

    NamespacedCluster() {
        NODES.forEach((role, count) -> {
            for (int id = 1; id <= count; id++) {
                nodes.add(role + "-" + id);
            }
        });
    }

    /** Makes the network, starts all nodes, and returns when they are healthy and one leads. */
    void up() {
        ShellCommand.run("ip", "link", "add", bridge(), "type", "bridge");
        ShellCommand.run("ip", "address", "add", "10.213." + tag + ".254/24", "dev", bridge());
        ShellCommand.run("ip", "link", "set", bridge(), "up");
        nodes.forEach(this::connect);
        nodes.forEach(this::start);
        await().atMost(150, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> nodes.stream().allMatch(this::isHealthy));
        await().atMost(30, TimeUnit.SECONDS).until(() -> leader().isPresent());
    }

    private void connect(String node) {
        String inside = namespace(node) + "i";
        String outside = namespace(node) + "o";
        ShellCommand.run("ip", "netns", "add", namespace(node));
        ShellCommand.run("ip", "link", "add", outside, "type", "veth", "peer", "name", inside);
        ShellCommand.run("ip", "link", "set", inside, "netns", namespace(node));
        ShellCommand.run("ip", "link", "set", outside, "master", bridge(), "up");
        ShellCommand.run(in(node, "ip", "link", "set", "lo", "up"));
        ShellCommand.run(in(node, "ip", "address", "add", address(node) + "/24", "dev", inside));
        ShellCommand.run(in(node, "ip", "link", "set", inside, "up"));
    }

    private void start(String node) {
        String role = node.substring(0, node.indexOf('-'));
        List<String> command = new ArrayList<>(List.of(in(
                node,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar(role).toString(),
                "--server.address=" + address(node),
                "--server.port=" + PORT,
                "--paxos.node-id=" + node.substring(node.indexOf('-') + 1),
                "--paxos.data-directory=" + data.resolve(node))));
        NODES.keySet().forEach(each -> command.add("--paxos.cluster." + each + "s=" + members(each)));
        try {
            processes.put(
                    node,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(data.resolve(node + ".log").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String members(String role) {
        return nodes.stream()
                .filter(node -> node.startsWith(role + "-"))
                .map(node -> node.substring(node.indexOf('-') + 1) + "=" + url(node))
                .collect(Collectors.joining(","));
    }

    private static Path jar(String role) {
        Path target = CommandLine.HOME.resolve(role + "-service/target");
        try (var jars = Files.newDirectoryStream(target, "paxos-*-exec.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isHealthy(String node) {
        if (!processes.get(node).isAlive()) {
            throw new AssertionError(node + " ended; see " + data.resolve(node + ".log"));
        }
        return Http.get(url(node) + "/actuator/health/readiness").statusCode() == 200;
    }

    /** Nothing gets from one to the other any more. */
    void cutOneWay(String from, String to) {
        ShellCommand.run(in(to, "iptables", "-A", "INPUT", "-s", address(from), "-j", "DROP"));
    }

    /** Nothing gets from one to the other, in either direction. */
    void cut(String one, String other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Everything gets everywhere again. */
    void heal() {
        nodes.forEach(node -> ShellCommand.run(in(node, "iptables", "-F", "INPUT")));
    }

    private String[] in(String node, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace(node)));
        whole.addAll(List.of(command));
        return whole.toArray(String[]::new);
    }

    private String bridge() {
        return "px" + tag + "br";
    }

    private String namespace(String node) {
        return "px" + tag + "n" + nodes.indexOf(node);
    }

    private String address(String node) {
        return "10.213." + tag + "." + (nodes.indexOf(node) + 1);
    }

    private String url(String node) {
        return "http://" + address(node) + ":" + PORT;
    }

    @Override
    public String client() {
        return url("client-1");
    }

    @Override
    public String proposer(int id) {
        return url("proposer-" + id);
    }

    @Override
    public String acceptor(int id) {
        return url("acceptor-" + id);
    }

    @Override
    public String learner(int id) {
        return url("learner-" + id);
    }

    /** Ends all processes, then takes the network away, whatever of it was made. */
    @Override
    public void close() {
        processes.values().forEach(Process::destroyForcibly);
        processes.values().forEach(process -> process.onExit().join());
        nodes.forEach(node -> ShellCommand.attempt("ip", "netns", "delete", namespace(node)));
        nodes.forEach(node -> ShellCommand.attempt("ip", "link", "delete", namespace(node) + "o"));
        ShellCommand.attempt("ip", "link", "delete", bridge());
    }
}
