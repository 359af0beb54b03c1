package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.component.ComponentFunction;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.types.AcceptedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A batch of accepted entries crosses into a component and out again: the acceptor is asked for a page, which it reads
 * from its storage and answers. Its own work is to copy it.
 *
 * <p>The generic side takes and gives generic values as they are; turning them from and into records would come on top.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CrossBatch {
    private static final int MOST = 512;

    /** Values of 256 bytes. */
    @Param({"1", "64", "512"})
    int batch;

    private final List<AcceptedEntry> stored = Batches.accepted(MOST);
    private final Acceptor generated = generated(stored);
    private final ComponentFunction generic = generic(stored);

    @Benchmark
    public AcceptedPage generated() {
        return generated.readAccepted(AcceptorComponent.SELF, new ReadAcceptedRequest(1, batch));
    }

    @Benchmark
    public Object generic() {
        return Objects.requireNonNull(generic.call(AcceptorComponent.SELF, new Object[] {1L, (long) batch}));
    }

    private static Acceptor generated(List<AcceptedEntry> stored) {
        RecentSlots slots = new RecentSlots();
        slots.storeAccepted(stored);
        Imports.Builder imports = AcceptorComponent.imports(slots.outbox());
        AcceptorStorageImport.register(imports, slots);
        return AcceptorComponent.voting(AcceptorComponent.instance(imports));
    }

    private static ComponentFunction generic(List<AcceptedEntry> stored) {
        List<Object[]> values = GenericValues.of(stored);
        Imports.Builder imports = AcceptorComponent.imports(new VotesOutbox(_ -> {}));
        String storage = AcceptorStorageImport.NAME;
        imports.function(storage, "load-life", _ -> Optional.empty())
                .function(storage, "store-life", _ -> null)
                .function(storage, "load-promised", _ -> Optional.empty())
                .function(storage, "highest-accepted", _ -> Optional.of((long) values.size()))
                .function(storage, "load-accepted", arguments -> page(values, (Long) arguments[1]))
                .function(storage, "store-promised", CrossBatch::neverStored)
                .function(storage, "store-accepted", CrossBatch::neverStored);
        ComponentInstance instance = AcceptorComponent.instance(imports);
        AcceptorComponent.voting(instance);
        return instance.function(AcceptorExport.NAME, "read-accepted");
    }

    private static List<Object[]> page(List<Object[]> values, long maxEntries) {
        return new ArrayList<>(values.subList(0, (int) maxEntries));
    }

    private static Object neverStored(Object[] arguments) {
        throw new IllegalStateException("a page was asked for, and the acceptor stored something");
    }
}
