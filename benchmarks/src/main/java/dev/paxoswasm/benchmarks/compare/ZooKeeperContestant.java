package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.Await;
import dev.paxoswasm.benchmarks.cluster.Children;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.cluster.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Three ZooKeeper servers, a JVM each with the options of this suite's JVMs, {@code forceSync} on; the load goes to the
 * leader, the shortest way there is.
 *
 * @param mostSessions that the clients share; each has its own where there are as many
 */
public record ZooKeeperContestant(String name, int mostSessions) implements Contestant {
    private static final int SERVERS = 3;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final int FEW_SESSIONS = 4;
    private static final int PROBE_TIMEOUT_MILLIS = 1_000;

    /** A session and connection a client, as every other system is loaded. */
    static ZooKeeperContestant ofManySessions() {
        return new ZooKeeperContestant("zookeeper", Integer.MAX_VALUE);
    }

    /** All clients over a few connections, which is the cheapest way for ZooKeeper, and no other system is given. */
    static ZooKeeperContestant ofFewSessions() {
        return new ZooKeeperContestant("zookeeper-pipelined", FEW_SESSIONS);
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Running start(Workspace workspace) {
        Path folder = workspace.folder("zookeeper");
        int first = FreePorts.row(3 * SERVERS);
        Children servers = new Children();
        workspace.atEnd(servers::close);
        for (int i = 0; i < SERVERS; i++) {
            servers.start("zookeeper-" + i, folder, command(configuration(folder, first, i)));
        }
        int leader = Await.present("a ZooKeeper server leads", START_TIMEOUT, () -> {
            servers.failIfOneEnded();
            return IntStream.range(first, first + SERVERS)
                    .boxed()
                    .filter(ZooKeeperContestant::leads)
                    .findFirst();
        });
        return load -> new ZooKeeperLoad("127.0.0.1:" + leader, load, mostSessions).run();
    }

    private static List<String> command(Path configuration) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xms256m",
                "-XX:+UseSerialGC",
                "-Dzookeeper.admin.enableServer=false",
                "-Dzookeeper.4lw.commands.whitelist=srvr",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                configuration.toString());
    }

    private static Path configuration(Path folder, int first, int server) {
        StringBuilder text = new StringBuilder("tickTime=2000\ninitLimit=10\nsyncLimit=5\nmaxClientCnxns=0\n");
        Path data = folder.resolve("data-" + server);
        text.append("dataDir=").append(data).append('\n');
        text.append("clientPort=").append(first + server).append("\nclientPortAddress=127.0.0.1\n");
        for (int i = 0; i < SERVERS; i++) {
            text.append("server.%d=127.0.0.1:%d:%d%n".formatted(i + 1, first + SERVERS + i, first + 2 * SERVERS + i));
        }
        try {
            Files.createDirectories(data);
            Files.writeString(data.resolve("myid"), String.valueOf(server + 1));
            return Files.writeString(folder.resolve("server-" + server + ".cfg"), text);
        } catch (IOException e) {
            throw new Failure("cannot configure ZooKeeper: " + e.getMessage());
        }
    }

    private static boolean leads(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MILLIS);
            socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode: leader");
        } catch (IOException _) {
            return false;
        }
    }
}
