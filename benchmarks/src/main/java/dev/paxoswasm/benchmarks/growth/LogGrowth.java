package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.Workspace;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Growth with the length of the log: one log is filled, and looked at from all sides at each power of ten. */
record LogGrowth(List<LogProbe> probes, PrintStream progress) {
    private static final long SHORTEST = 1_000;

    /** The powers of ten up to the longest, and the longest; in slots. */
    static List<Long> lengths(long longest) {
        List<Long> lengths = new ArrayList<>();
        for (long length = SHORTEST; length < longest; length *= 10) {
            lengths.add(length);
        }
        lengths.add(longest);
        return lengths;
    }

    List<GrowthTable> measure(long longest) {
        try (Workspace workspace = Workspace.open()) {
            OneLog log = new OneLog(workspace.folder("paxos"), new Filling(progress));
            workspace.atEnd(log::close);
            for (long length : lengths(longest)) {
                List<LogProbe> due = probes.stream()
                        .filter(probe -> probe.shortest() <= length)
                        .toList();
                if (!due.isEmpty()) {
                    progress.printf(Locale.ROOT, "  to %,d slots%n", length);
                    log.fillTo(length);
                    due.forEach(probe -> probe.look(log));
                }
            }
        }
        return probes.stream().map(LogProbe::table).toList();
    }
}
