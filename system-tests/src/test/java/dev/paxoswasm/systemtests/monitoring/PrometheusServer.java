package dev.paxoswasm.systemtests.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.FreePorts;
import dev.paxoswasm.systemtests.cluster.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A real Prometheus (Debian's package) over the nodes of a cluster, with the project's rules in less time. */
final class PrometheusServer implements AutoCloseable {

    private static final Path RULES = CommandLine.HOME.resolve("monitoring/alerts.yaml");

    private final Process process;
    private final String url;

    private PrometheusServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * @param folder for its data and its log
     * @param nodes as in {@code 127.0.0.1:8080}
     */
    static PrometheusServer start(Path folder, List<String> nodes) {
        try {
            Files.createDirectories(folder);
            // As the head of the file says.
            String rules = Files.readString(RULES).replaceAll("for: .*", "for: 1s");
            Files.writeString(folder.resolve("alerts.yaml"), rules);
            Path configuration = Files.writeString(folder.resolve("prometheus.yaml"), """
                    global: { scrape_interval: 2s, scrape_timeout: 2s, evaluation_interval: 1s }
                    rule_files: [alerts.yaml]
                    scrape_configs:
                      - job_name: paxos
                        metrics_path: /actuator/prometheus
                        static_configs: [{ targets: [%s] }]
                    """.formatted(
                            nodes.stream().map(node -> "'" + node + "'").collect(Collectors.joining(", "))));
            String address = "127.0.0.1:" + FreePorts.one();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=" + address)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
            PrometheusServer made = new PrometheusServer(process, "http://" + address);
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptions()
                    .until(() -> Http.get(made.url + "/-/ready").statusCode() == 200);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many series a query gives, those without a number left out. */
    long series(String query) {
        JsonNode answer = Http.getJson(url + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
        return answer.at("/data/result")
                .valueStream()
                .filter(series -> !series.at("/value/1").asString().equals("NaN"))
                .count();
    }

    /** The alerts that fire, by name and what they are about, as in {@code PaxosNodeOutOfService acceptor-2}. */
    Set<String> firing() {
        Set<String> firing = new TreeSet<>();
        Http.getJson(url + "/api/v1/alerts").at("/data/alerts").forEach(alert -> {
            if (alert.path("state").asString().equals("firing")) {
                JsonNode labels = alert.path("labels");
                for (String about : new String[] {"peer", "node", "instance"}) {
                    firing.add(labels.path("alertname").asString() + " "
                            + labels.path(about).asString(""));
                }
                firing.add(labels.path("alertname").asString());
            }
        });
        return firing;
    }

    /** The names of all rules. */
    Set<String> rules() {
        Set<String> names = new TreeSet<>();
        Http.getJson(url + "/api/v1/rules")
                .at("/data/groups")
                .forEach(group -> group.path("rules")
                        .forEach(rule -> names.add(rule.path("name").asString())));
        return names;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
