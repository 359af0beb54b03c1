package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.Workspace;
import java.util.Optional;

/** A system that can be put under the load: three voters on loopback, each write flushed on a majority. */
public interface Contestant {
    /** As in {@code etcd}. */
    String name();

    /** Whether others are measured against it. */
    boolean isPeer();

    /** What is missing to start it, and how to get it; empty where nothing is. */
    Optional<String> missing();

    /**
     * How many times as long as before a measurement it is under load after its start, so that its compilers have seen
     * it.
     */
    default int warmUpsAfterStart() {
        return 3;
    }

    /** Starts it with empty data, and returns once it takes writes. */
    Running start(Workspace workspace);

    /** It runs. */
    interface Running {
        Measurement measure(Load load);
    }
}
