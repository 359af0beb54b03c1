package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.bench.BadAnswerException;
import dev.paxoswasm.cli.bench.Dialect;
import dev.paxoswasm.cli.bench.ProposalBatches;
import dev.paxoswasm.cli.bench.Proposals;
import dev.paxoswasm.cli.cluster.Mode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Values through the client service of a cluster in one JVM: proposed, chosen, flushed by a quorum of acceptors,
 * learned, and answered. The HTTP client is that of the JDK, and part of what is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 2, time = 2)
public class WholePath {
    private static final int CLIENTS = 16;
    private static final int BATCH = 64;
    private static final int VALUE_BYTES = 256;
    private static final int WARMING_CLIENTS = 64;
    private static final Duration WARMING = Duration.ofSeconds(45);

    private final Workspace workspace = Workspace.open();
    private final PaxosCluster cluster =
            new PaxosCluster(workspace.folder("paxos"), Mode.ONE_PROCESS, Map.of(), List.of());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] value = "v".repeat(VALUE_BYTES).getBytes(StandardCharsets.US_ASCII);

    @Setup
    public void setUp() {
        workspace.atEnd(cluster::close);
        cluster.start();
        // The cluster's own compilers need this long; JMH warms up this process alone.
        cluster.bench(WARMING_CLIENTS, VALUE_BYTES, Duration.ZERO, WARMING).run();
    }

    @TearDown
    public void tearDown() {
        http.close();
        workspace.close();
    }

    @Benchmark
    @Threads(1)
    public long[] oneValue() throws IOException, InterruptedException, BadAnswerException {
        return propose(new Proposals());
    }

    /** Sixteen clients at once, a value each. */
    @Benchmark
    @Threads(CLIENTS)
    public long[] oneValueOfEachOfSixteen() throws IOException, InterruptedException, BadAnswerException {
        return propose(new Proposals());
    }

    @Benchmark
    @Threads(1)
    public long[] batchOf64() throws IOException, InterruptedException, BadAnswerException {
        return propose(new ProposalBatches(BATCH));
    }

    private long[] propose(Dialect dialect) throws IOException, InterruptedException, BadAnswerException {
        List<byte[]> values = Collections.nCopies(dialect.valuesARequest(), value);
        HttpRequest request = HttpRequest.newBuilder(cluster.client().resolve(dialect.path()))
                .header("Content-Type", dialect.mediaType())
                .header("Accept", dialect.mediaType())
                .POST(BodyPublishers.ofByteArray(dialect.body(values)))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        return dialect.positions(response.statusCode(), response.body(), response.body().length, values);
    }
}
