package dev.paxoswasm.role.testing;

import dev.paxoswasm.role.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;

/** Several services in this process that know each other, on free ports. Nodes can be stopped and started again. */
public final class LocalCluster implements AutoCloseable {

    /** Below those that the system gives to connections: one of those might have the port of a node that is stopped. */
    private static final int LOWEST_PORT = 30_000;

    private static final int PORTS = 2_700;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS));

    private final Path data;
    private final Map<Role, Supplier<SpringApplication>> applications;
    private final Map<Role, TreeMap<Long, Integer>> ports = new EnumMap<>(Role.class);
    private final Map<Role, TreeMap<Long, RunningNode>> nodes = new EnumMap<>(Role.class);
    private final String scheme;
    private final List<String> options = new ArrayList<>();

    /**
     * One client and coordinator, two proposers and learners, three acceptors; none of them runs yet.
     *
     * @param options for all nodes; where they have a key store, the nodes talk by HTTPS
     */
    public LocalCluster(Path data, Map<Role, Supplier<SpringApplication>> applications, String... options) {
        this.data = data;
        this.applications = applications;
        this.options.addAll(List.of(options));
        Map<Role, Integer> counts =
                Map.of(Role.CLIENT, 1, Role.COORDINATOR, 1, Role.PROPOSER, 2, Role.LEARNER, 2, Role.ACCEPTOR, 3);
        boolean encrypted = this.options.stream().anyMatch(option -> option.startsWith("server.ssl.key-store="));
        scheme = encrypted ? "https" : "http";
        for (Role role : Role.values()) {
            nodes.put(role, new TreeMap<>());
            TreeMap<Long, Integer> ofRole = new TreeMap<>();
            for (long id = 1; id <= counts.get(role); id++) {
                ofRole.put(id, freePort());
            }
            ports.put(role, ofRole);
            this.options.add(role.membersKey()
                    + ofRole.entrySet().stream()
                            .map(node -> node.getKey() + "=" + scheme + "://127.0.0.1:" + node.getValue())
                            .collect(Collectors.joining(",", "=", "")));
        }
    }

    /** A free one. None is given out twice, since those of a cluster that has not started yet look free. */
    public static int freePort() {
        for (int i = 0; i < PORTS; i++) {
            int port = LOWEST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException _) {
                // Taken: the next one.
            }
        }
        throw new AssertionError("no free ports");
    }

    /** Starts all nodes of the roles that this cluster has applications for. */
    public void startAll() {
        for (Role role : List.of(Role.ACCEPTOR, Role.LEARNER, Role.PROPOSER, Role.CLIENT, Role.COORDINATOR)) {
            if (applications.containsKey(role)) {
                ports.get(role).keySet().forEach(id -> start(role, id));
            }
        }
    }

    /** @param own options of this node alone; they override those of all */
    public RunningNode start(Role role, long id, String... own) {
        List<String> arguments = new ArrayList<>();
        arguments.add("--server.port=" + ports.get(role).get(id));
        arguments.add("--paxos.node-id=" + id);
        Stream.concat(options.stream(), Stream.of(own))
                .forEach(option -> arguments.add(option.startsWith("--") ? option : "--" + option));
        RunningNode node = RunningNode.start(
                applications.get(role).get(), data.resolve(role.label() + "-" + id), arguments.toArray(String[]::new));
        nodes.get(role).put(id, node);
        return node;
    }

    /** Where a node is, or will be, reached. */
    public String url(Role role, long id) {
        return scheme + "://127.0.0.1:" + ports.get(role).get(id);
    }

    public void stop(Role role, long id) {
        nodes.get(role).remove(id).close();
    }

    public RunningNode node(Role role, long id) {
        return nodes.get(role).get(id);
    }

    /** Stops clients first. */
    @Override
    public void close() {
        for (Role role : List.of(Role.COORDINATOR, Role.CLIENT, Role.PROPOSER, Role.LEARNER, Role.ACCEPTOR)) {
            nodes.get(role).values().forEach(RunningNode::close);
            nodes.get(role).clear();
        }
    }
}
