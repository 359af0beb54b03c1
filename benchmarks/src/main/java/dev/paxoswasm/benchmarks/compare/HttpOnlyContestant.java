package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.Await;
import dev.paxoswasm.benchmarks.cluster.Children;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.bench.Proposals;
import dev.paxoswasm.cli.cluster.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * No system at all: {@link HttpOnlyServer}, as a bound on what any can reach over HTTP with this load on this machine.
 */
public record HttpOnlyContestant() implements Contestant {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "http-only";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Running start(Workspace workspace) {
        Path folder = workspace.folder("http-only");
        int port = FreePorts.row(1);
        Children server = new Children();
        workspace.atEnd(server::close);
        server.start(
                name(),
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HttpOnlyServer.class.getName(),
                        String.valueOf(port)));
        URI address = Await.present("the server listens", START_TIMEOUT, () -> {
            server.failIfOneEnded();
            return listens(port) ? Optional.of(URI.create("http://127.0.0.1:" + port)) : Optional.empty();
        });
        return load -> load.over(address, new Proposals());
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
