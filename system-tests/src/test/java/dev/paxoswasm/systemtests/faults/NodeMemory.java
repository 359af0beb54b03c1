package dev.paxoswasm.systemtests.faults;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** What a node holds, as it says itself. */
record NodeMemory(String url, long pid) {

    /** Whoever watches a node is answered also when it is overloaded. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static NodeMemory of(Cluster cluster, String name, String url) {
        return new NodeMemory(url, cluster.process(name).pid());
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
