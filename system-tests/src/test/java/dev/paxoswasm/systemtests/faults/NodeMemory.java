package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node holds, as it says itself. */
record NodeMemory(String url, long pid) {

    private static final Logger LOG = LoggerFactory.getLogger(NodeMemory.class);

    private static final int SAMPLES = 5;
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(4);

    /** Of the 320 MB that a node has: its connections, the requests in work, the open slots, a lane, the component. */
    private static final long MAX_LIVE_BYTES = 224L << 20;

    /** What a growing queue would soon take, and garbage that is not yet collected does not. */
    private static final long NOISE_BYTES = 48L << 20;

    /** Whoever watches a node is answered also when it is overloaded. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static NodeMemory of(Cluster cluster, String name, String url) {
        return new NodeMemory(url, cluster.process(name).pid());
    }

    /** Watches nodes for a while: what they hold is bounded, and does not grow. */
    static void requireFlat(List<NodeMemory> nodes) {
        Map<NodeMemory, List<Long>> live = new LinkedHashMap<>();
        for (int n = 0; n < SAMPLES; n++) {
            // Whether it grows shows with time only; there is nothing else to wait for.
            await().pollDelay(BETWEEN_SAMPLES)
                    .atMost(BETWEEN_SAMPLES.multipliedBy(2))
                    .until(() -> true);
            nodes.forEach(
                    node -> live.computeIfAbsent(node, _ -> new ArrayList<>()).add(node.liveBytes()));
        }
        live.forEach((node, bytes) -> LOG.info(
                "{} holds, in MB: {}",
                node.url,
                bytes.stream().map(sample -> sample >> 20).toList()));
        assertThat(live.values()).allSatisfy(bytes -> {
            assertThat(bytes).allSatisfy(sample -> assertThat(sample).isLessThan(MAX_LIVE_BYTES));
            assertThat(bytes.getLast() - bytes.getFirst()).isLessThan(NOISE_BYTES);
        });
    }

    /** Bytes of Java objects that are in use, all others collected before. */
    long liveBytes() {
        ShellCommand.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(pid), "GC.run");
        return (long) sum("jvm_memory_used_bytes{area=\"heap\"");
    }

    /** Bytes that wait to be sent to one destination, such as {@code acceptor 3}. */
    long queuedBytes(String lane) {
        return (long) sum("paxos_outbox_queued_bytes{lane=\"" + lane + "\"");
    }

    private double sum(String meter) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/actuator/prometheus"))
                .timeout(TIMEOUT)
                .build();
        double[] values = Http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(meter))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (values.length == 0) {
            throw new AssertionError(url + " has no meter " + meter);
        }
        return Arrays.stream(values).sum();
    }
}
