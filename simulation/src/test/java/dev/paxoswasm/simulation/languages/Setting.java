package dev.paxoswasm.simulation.languages;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Timing;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** Where an acceptor is put: a cluster of some shape, and bounds that requests reach. */
record Setting(Cluster cluster, Timing timing, Bounds bounds) {

    static Setting draw(RandomGenerator random) {
        int acceptors = random.nextInt(1, 6);
        int phase2Quorum = random.nextInt(1, acceptors + 1);
        Cluster cluster = new Cluster(
                random.nextLong(1, acceptors + 1),
                List.of(1L),
                ids(random.nextInt(1, 4)),
                ids(acceptors),
                ids(2),
                List.of(),
                acceptors - phase2Quorum + 1,
                phase2Quorum);
        return new Setting(cluster, new Timing(20, 150, 1_000, 300), new Bounds(40, 4, 60, 4, 400));
    }

    private static List<Long> ids(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}
