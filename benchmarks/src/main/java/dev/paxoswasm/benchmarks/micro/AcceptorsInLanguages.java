package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.types.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/**
 * Acceptors in several languages: how many batches they accept, and how long they take to start. {@code -p file=A,B}
 * names the components, by paths from the project's folder.
 */
@State(Scope.Thread)
@Fork(1)
public class AcceptorsInLanguages {
    @Param({"components/acceptor.wasm", "components/c/acceptor.wasm"})
    String file = "";

    /** Values of 256 bytes. */
    @Param({"1", "64"})
    int batch;

    private byte[] binary = {};
    private List<Entry> entries = List.of();
    private Acceptor acceptor;
    private long nextSlot = 1;

    @Setup
    public void setUp() throws IOException {
        binary = Files.readAllBytes(
                Path.of(System.getProperty("paxos.home", ".")).resolve(file));
        entries = Batches.entries(batch);
        acceptor = start();
    }

    /** Accepts the next batch. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
    public AcceptOutcome accept() {
        long first = nextSlot;
        nextSlot += batch;
        return acceptor.accept(AcceptorComponent.SELF, Batches.request(first, entries));
    }

    /** Parses, validates and compiles a component that was seen before by this process, and lets it vote. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Measurement(iterations = 3)
    public Acceptor start() {
        RecentSlots slots = new RecentSlots();
        Imports.Builder imports = AcceptorComponent.imports(slots.outbox());
        AcceptorStorageImport.register(imports, slots);
        ComponentInstance instance = Component.parse(binary).instantiate(imports.build(), Limits.DEFAULT);
        return AcceptorComponent.voting(instance);
    }
}
