package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.component.CallLog;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.host.NodeSettings;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.component.ComponentLoader;
import dev.paxoswasm.role.component.LoadedComponent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The built acceptor component, and the node it is on: acceptor 1 of 3. */
final class AcceptorComponent {
    static final long SELF = 1;

    private static final PaxosProperties.Source PACKAGED =
            new PaxosProperties.Source(null, null, Duration.ofSeconds(2), DataSize.ofMegabytes(128), null);

    /** As by default, but for batches of up to 512. */
    static final NodeSettings SETTINGS = new NodeSettings(
            new Cluster(SELF, List.of(1L), List.of(1L, 2L), List.of(1L, 2L, 3L), List.of(1L, 2L), List.of(1L), 2, 2),
            new Timing(20, 100, 500, 300),
            new Bounds(1 << 20, 512, 1 << 20, 4_096, 32 << 20));

    private AcceptorComponent() {}

    static LoadedComponent load() {
        return ComponentLoader.load(Role.ACCEPTOR, PACKAGED);
    }

    static ComponentInstance instance(Imports.Builder imports) {
        return instance(imports, null);
    }

    /** @param log null where the calls are not recorded */
    static ComponentInstance instance(Imports.Builder imports, @Nullable CallLog log) {
        return load().component().instantiate(imports.build(), Limits.DEFAULT, log);
    }

    /** Lets an instance vote: every proposer answers that it has never heard of it. */
    static Acceptor voting(ComponentInstance instance) {
        AcceptorEvents events = AcceptorEventsExport.of(instance);
        events.tick(0, 1);
        Admission unheardOf = new Admission(0, Optional.empty(), Optional.empty(), false);
        List<Long> proposers = SETTINGS.cluster().proposers();
        // The first tick asks them in turn, and counts its calls from 1.
        for (int call = 1; call <= proposers.size(); call++) {
            events.admitAnswered(call, proposers.get(call - 1), new WitResult.Ok<>(unheardOf));
        }
        return AcceptorExport.of(instance);
    }

    /** All that it imports but storage. */
    static Imports.Builder imports(AcceptorOutbox outbox) {
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, SETTINGS);
        LogImport.register(imports, (level, message) -> System.err.println(level + " " + message));
        AcceptorOutboxImport.register(imports, outbox);
        return imports;
    }
}
