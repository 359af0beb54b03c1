package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.cluster.Compilation;
import dev.paxoswasm.cli.cluster.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This suite, at the REST API of its client service. */
public record PaxosContestant(Mode mode) implements Contestant {
    /** Nine JVMs compile what one compiles for all. */
    private static final int WARM_UPS_OF_PROCESSES = 8;

    @Override
    public String name() {
        return mode == Mode.ONE_PROCESS ? "paxos up" : "paxos up --processes --compiler full";
    }

    @Override
    public boolean isPeer() {
        return false;
    }

    @Override
    public int warmUpsAfterStart() {
        return mode == Mode.PROCESSES ? WARM_UPS_OF_PROCESSES : Contestant.super.warmUpsAfterStart();
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Running start(Workspace workspace) {
        PaxosCluster cluster = new PaxosCluster(workspace.folder("paxos"), mode, Compilation.FULL, Map.of(), List.of());
        workspace.atEnd(cluster::close);
        cluster.start();
        return load -> Measurement.of(cluster.bench(load.clients(), load.valueSize(), load.warmUp(), load.duration())
                .run());
    }
}
