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
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A cluster in which each node has a network namespace and an address of its own, so that the network between two can
 * fail. Where nodes are named, they know each other by names, and one may come back at another address: the old one is
 * no one's then, and what is sent there gets no answer at all.
 */
final class NamespacedCluster implements RunningCluster, AutoCloseable {
    private static final List<String> ROLES = List.of("client", "proposer", "acceptor", "learner");
    private static final List<String> USUAL = List.of(
            "client-1", "proposer-1", "proposer-2", "acceptor-1", "acceptor-2", "acceptor-3", "learner-1", "learner-2");
    private static final int PORT = 8000;
    private static final int MOVED = 100;

    /** So that runs side by side do not meet: part of the names and of the addresses. */
    private final long tag = ProcessHandle.current().pid() % 250;

    private final Path data = TestFolder.create("namespaces");
    private final Map<String, Process> processes = new LinkedHashMap<>();
    private final List<String> nodes;
    private final List<String> options;
    private final Map<String, Integer> addresses = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final boolean named;

    NamespacedCluster() {
        this(false, USUAL);
    }

    private NamespacedCluster(boolean named, List<String> nodes, String... options) {
        this.named = named;
        this.nodes = nodes;
        this.options = List.of(options);
        nodes.forEach(node -> addresses.put(node, nodes.indexOf(node) + 1));
    }

    /**
     * One whose nodes have names.
     *
     * @param nodes as in {@code learner-3}: those that may be started
     * @param options for all of them; they may say who the members of a role are
     */
    static NamespacedCluster named(List<String> nodes, String... options) {
        return new NamespacedCluster(true, nodes, options);
    }

    /** Makes the network, starts all nodes, and returns when they are healthy and one leads. */
    void up() {
        up(nodes);
    }

    /** Makes the network, starts some nodes, and returns when they are healthy and one leads. */
    void up(List<String> first) {
        ShellCommand.run("ip", "link", "add", bridge(), "type", "bridge");
        ShellCommand.run("ip", "address", "add", "10.213." + tag + ".254/24", "dev", bridge());
        ShellCommand.run("ip", "link", "set", bridge(), "up");
        nodes.forEach(this::connect);
        known.addAll(first);
        writeNames();
        first.forEach(this::start);
        first.forEach(this::awaitReady);
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

    /** Returns once the node says that it is ready. */
    void awaitReady(String node) {
        // Nine processes may start at once, on a machine that has other things to do.
        await().atMost(300, TimeUnit.SECONDS).ignoreExceptions().until(() -> isHealthy(node));
    }

    /** Starts a node that was not there, or stopped, under its name. */
    void startNamed(String node, String... own) {
        known.add(node);
        writeNames();
        start(node, own);
    }

    /** Tells a node to end, and forgets its name once it has. */
    void stop(String node) {
        Process process = processes.get(node);
        process.destroy();
        process.onExit().join();
        known.remove(node);
        writeNames();
    }

    /** Tells a node to end, and returns at once. */
    void tellToEnd(String node) {
        processes.get(node).destroy();
    }

    boolean isAlive(String node) {
        return processes.get(node).isAlive();
    }

    /** Kills a node and starts it at another address. */
    void move(String node) {
        Process process = processes.get(node);
        process.destroyForcibly();
        process.onExit().join();
        String old = address(node);
        addresses.merge(node, MOVED, (before, moved) -> before > moved ? before - moved : before + moved);
        ShellCommand.run(in(node, "ip", "address", "del", old + "/24", "dev", namespace(node) + "i"));
        ShellCommand.run(in(node, "ip", "address", "add", address(node) + "/24", "dev", namespace(node) + "i"));
        writeNames();
        start(node);
    }

    /** What names stand for. The JDK reads it at every look-up that its cache does not answer. */
    private void writeNames() {
        if (!named) {
            return;
        }
        try {
            Path written = data.resolve("hosts.new");
            Files.write(
                    written,
                    known.stream().map(node -> address(node) + " " + node).toList());
            Files.move(written, data.resolve("hosts"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String node, String... own) {
        String role = node.substring(0, node.indexOf('-'));
        List<String> command = new ArrayList<>(List.of(in(
                node,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                named ? "-Djdk.net.hosts.file=" + data.resolve("hosts") : "-Djava.net.preferIPv4Stack=true",
                "-jar",
                jar(role).toString(),
                "--server.address=" + address(node),
                "--server.port=" + PORT,
                "--paxos.data-directory=" + data.resolve(node))));
        if (!role.equals("client") || !options.contains("--paxos.cluster.clients=")) {
            command.add("--paxos.node-id=" + node.substring(node.indexOf('-') + 1));
        }
        for (String each : ROLES) {
            String key = "--paxos.cluster." + each + "s=";
            if (options.stream().noneMatch(option -> option.startsWith(key))) {
                command.add(key + members(each));
            }
        }
        command.addAll(options);
        command.addAll(List.of(own));
        try {
            processes.put(
                    node,
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(
                                    data.resolve(node + ".log").toFile()))
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String members(String role) {
        return nodes.stream()
                .filter(node -> node.startsWith(role + "-"))
                .map(node -> node.substring(node.indexOf('-') + 1) + "="
                        + (named ? "http://" + node + ":" + PORT : url(node)))
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
        return "10.213." + tag + "." + addresses.get(node);
    }

    String url(String node) {
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
