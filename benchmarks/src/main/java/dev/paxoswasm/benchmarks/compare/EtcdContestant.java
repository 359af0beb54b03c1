package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.Await;
import dev.paxoswasm.benchmarks.cluster.Children;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.cluster.FreePorts;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Three etcd servers with their own defaults; the load goes to the leader's JSON gateway, the shortest way there is.
 */
public record EtcdContestant() implements Contestant {
    private static final int SERVERS = 3;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "etcd gateway";
    }

    @Override
    public boolean isPeer() {
        return true;
    }

    @Override
    public Optional<String> missing() {
        boolean found = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "etcd")));
        return found
                ? Optional.empty()
                : Optional.of(
                        "no program etcd in the PATH; benchmarks/install-peers installs it (Debian: etcd-server)");
    }

    @Override
    public Running start(Workspace workspace) {
        Path folder = workspace.folder("etcd");
        int first = FreePorts.row(2 * SERVERS);
        String members = IntStream.range(0, SERVERS)
                .mapToObj(i -> "n" + i + "=" + url(first + SERVERS + i))
                .collect(Collectors.joining(","));
        Children servers = new Children();
        workspace.atEnd(servers::close);
        for (int i = 0; i < SERVERS; i++) {
            String client = url(first + i);
            String peer = url(first + SERVERS + i);
            servers.start(
                    "etcd-" + i,
                    folder,
                    List.of(
                            "etcd",
                            "--name=n" + i,
                            "--data-dir=" + folder.resolve("n" + i),
                            "--listen-client-urls=" + client,
                            "--advertise-client-urls=" + client,
                            "--listen-peer-urls=" + peer,
                            "--initial-advertise-peer-urls=" + peer,
                            "--initial-cluster=" + members,
                            "--initial-cluster-state=new",
                            "--log-level=error"));
        }
        URI leader = Await.present("an etcd server leads", START_TIMEOUT, () -> {
            servers.failIfOneEnded();
            return IntStream.range(0, SERVERS)
                    .mapToObj(i -> URI.create(url(first + i)))
                    .filter(EtcdContestant::leads)
                    .findFirst();
        });
        return load -> load.over(leader, new EtcdPut());
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    private static boolean leads(URI server) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v3/maintenance/status"))
                .timeout(Duration.ofSeconds(2))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            JsonNode status = JsonMapper.shared()
                    .readTree(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
            String leader = status.path("leader").asString("0");
            return !leader.equals("0")
                    && leader.equals(status.path("header").path("member_id").asString(""));
        } catch (IOException | JacksonException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
