package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.WitCodec;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to accept a batch, written and read: as the nodes send it among themselves, and as JSON, which they answer
 * too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class EncodeBatch {
    private static final WitCodec<AcceptRequest> CODEC = WitBinary.codecOf(AcceptRequest.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Values of 256 bytes. */
    @Param({"1", "64", "512"})
    int batch;

    private AcceptRequest request = Batches.request(1, Batches.entries(1));
    private byte[] binary = {};
    private byte[] json = {};

    @Setup
    public void setUp() {
        request = Batches.request(1, Batches.entries(batch));
        binary = writeBinary();
        json = writeJson();
    }

    @Benchmark
    public byte[] writeBinary() {
        return CODEC.encode(request);
    }

    @Benchmark
    public byte[] writeJson() {
        return JSON.writeValueAsBytes(request);
    }

    @Benchmark
    public AcceptRequest readBinary() {
        return CODEC.decode(binary);
    }

    @Benchmark
    public AcceptRequest readJson() {
        return JSON.readValue(json, AcceptRequest.class);
    }
}
