package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.component.CallLog;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.recording.Recorder;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.types.Entry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * An acceptor accepts the next batch: the component through its generated bindings, with its calls recorded and
 * without, and the same logic in plain Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AcceptBatch {
    /** Values of 256 bytes. */
    @Param({"1", "64"})
    int batch;

    private static final int RECORDED_BYTES = 8 << 20;

    private final Acceptor component = component(new RecentSlots(), null);
    private final Acceptor recorded = component(new RecentSlots(), new Recorder(RECORDED_BYTES));
    private final PlainAcceptor plain = plain(new RecentSlots());
    private List<Entry> entries = List.of();
    private long nextSlot = 1;

    @Setup
    public void setUp() {
        entries = Batches.entries(batch);
    }

    /** @param log null where the calls are not recorded */
    static Acceptor component(RecentSlots slots, @Nullable CallLog log) {
        Imports.Builder imports = AcceptorComponent.imports(slots.outbox());
        AcceptorStorageImport.register(imports, slots);
        return AcceptorComponent.voting(AcceptorComponent.instance(imports, log));
    }

    static PlainAcceptor plain(RecentSlots slots) {
        return new PlainAcceptor(AcceptorComponent.SETTINGS, slots, slots.outbox());
    }

    @Benchmark
    public AcceptOutcome component() {
        return component.accept(AcceptorComponent.SELF, Batches.request(claim(), entries));
    }

    @Benchmark
    public AcceptOutcome recordedComponent() {
        return recorded.accept(AcceptorComponent.SELF, Batches.request(claim(), entries));
    }

    @Benchmark
    public AcceptOutcome plainJava() {
        return plain.accept(AcceptorComponent.SELF, Batches.request(claim(), entries));
    }

    private long claim() {
        long first = nextSlot;
        nextSlot += batch;
        return first;
    }
}
