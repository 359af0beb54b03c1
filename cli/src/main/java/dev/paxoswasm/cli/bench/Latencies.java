package dev.paxoswasm.cli.bench;

import java.util.Arrays;
import java.util.List;

/** How long each of many operations took. Every figure is kept, so that percentiles are exact. */
public final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    public void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = nanosTaken;
    }

    public int count() {
        return count;
    }

    /** All of them in ascending order. */
    public static long[] sorted(List<Latencies> parts) {
        long[] all = new long[parts.stream().mapToInt(Latencies::count).sum()];
        int end = 0;
        for (Latencies part : parts) {
            System.arraycopy(part.nanos, 0, all, end, part.count);
            end += part.count;
        }
        Arrays.sort(all);
        return all;
    }

    /** In milliseconds, by nearest rank: the smallest that at least this share of them does not exceed. */
    public static double percentile(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.max(0, rank - 1)] / 1e6;
    }
}
