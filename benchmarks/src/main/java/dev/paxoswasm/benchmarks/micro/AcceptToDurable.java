package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.Quorums;
import dev.paxoswasm.role.component.CallMeters;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.HostedComponent;
import dev.paxoswasm.role.component.NodeRecordings;
import dev.paxoswasm.role.component.Succession;
import dev.paxoswasm.role.storage.Durability;
import dev.paxoswasm.role.storage.NodeStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An acceptor accepts a batch, and it is on disk: lock, component, RocksDB on the file system of the project, group
 * commit, flush. All that a node does but HTTP and telling the learners.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AcceptToDurable {
    /** Values of 256 bytes. */
    @Param({"1", "64"})
    int batch;

    private final Workspace workspace = Workspace.open();
    private final ComponentHost<Acceptor> host = host(workspace);
    private List<Entry> entries = List.of();
    private long nextSlot = 1;

    private static ComponentHost<Acceptor> host(Workspace workspace) {
        MeterRegistry meters = new SimpleMeterRegistry();
        Map<Role, SortedMap<Long, URI>> members = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            members.put(role, new TreeMap<>());
        }
        Cluster cluster = new Cluster("benchmark", Role.ACCEPTOR, AcceptorComponent.SELF, members, new Quorums(2, 2));
        NodeStore store = NodeStore.open(workspace.folder("acceptor").toString(), cluster, Durability.FLUSHED, meters);
        workspace.atEnd(store::close);
        Outbox outbox = new Outbox();
        Imports.Builder imports = AcceptorComponent.imports(new VotesOutbox(votes -> outbox.add(() -> {})));
        AcceptorStorageImport.register(imports, new AcceptorStore(store));
        HostedComponent<Acceptor> hosted = new HostedComponent<>(
                AcceptorComponent.load(),
                Limits.DEFAULT,
                loaded -> imports.build(),
                AcceptorComponent::voting,
                acceptor -> acceptor.status(AcceptorComponent.SELF),
                Succession.ofNothing());
        ComponentHost<Acceptor> host =
                new ComponentHost<>(hosted, store, outbox, new CallMeters(meters), NodeRecordings.none());
        workspace.atEnd(host::close);
        return host;
    }

    @Setup
    public void setUp() {
        entries = Batches.entries(batch);
    }

    @TearDown
    public void tearDown() {
        workspace.close();
    }

    @Benchmark
    @Threads(1)
    public AcceptOutcome alone() {
        return accept();
    }

    /** Sixteen at once: one flush serves all that wait. */
    @Benchmark
    @Threads(16)
    public AcceptOutcome sixteenAtOnce() {
        return accept();
    }

    private AcceptOutcome accept() {
        // Slots are claimed under the lock of the host, in the order in which they are accepted.
        return host.call("accept", acceptor -> {
            long first = nextSlot;
            nextSlot += batch;
            return acceptor.accept(AcceptorComponent.SELF, Batches.request(first, entries));
        });
    }
}
