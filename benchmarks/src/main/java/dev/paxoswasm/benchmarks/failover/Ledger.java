package dev.paxoswasm.benchmarks.failover;

import dev.paxoswasm.cli.api.ClientApi;
import dev.paxoswasm.cli.api.LogEntry;
import dev.paxoswasm.cli.bench.Acknowledgements;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every acknowledged write, with when it was acknowledged; to be held against the log in the end. */
public final class Ledger implements Acknowledgements {
    private static final int PAGE_ENTRIES = 100;

    private record Write(long sent, long answered) {}

    private final TreeMap<Long, String> values = new TreeMap<>();
    private final TreeSet<Long> contradicted = new TreeSet<>();
    private final List<Write> writes = new ArrayList<>();

    @Override
    public synchronized void heard(byte[] value, long position, long sent, long answered) {
        String text = new String(value, StandardCharsets.US_ASCII);
        String before = values.putIfAbsent(position, text);
        if (before != null && !before.equals(text)) {
            contradicted.add(position);
        }
        writes.add(new Write(sent, answered));
        notifyAll();
    }

    public synchronized int size() {
        return writes.size();
    }

    /**
     * Waits for a write that was sent after an instant of {@link System#nanoTime} to be acknowledged.
     *
     * @return when it was, by that clock; -1 if none was in time
     */
    public synchronized long firstSentAfter(long instant, long withinMillis) throws InterruptedException {
        long deadline = System.nanoTime() + withinMillis * 1_000_000;
        int next = writes.size();
        while (true) {
            for (; next < writes.size(); next++) {
                if (writes.get(next).sent() - instant > 0) {
                    return writes.get(next).answered();
                }
            }
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return -1;
            }
            wait(left);
        }
    }

    /** The longest time without any acknowledgement that ends between two instants, in nanoseconds. */
    public synchronized long longestGap(long from, long to) {
        long longest = 0;
        for (int i = writes.size() - 1; i > 0 && writes.get(i).answered() - from > 0; i--) {
            if (writes.get(i).answered() - to <= 0) {
                longest = Math.max(
                        longest, writes.get(i).answered() - writes.get(i - 1).answered());
            }
        }
        return longest;
    }

    /** The slots of which the log does not show every value that was acknowledged; of two in one slot, one is lost. */
    public List<Long> lost(ClientApi client) {
        Map<Long, String> missing;
        TreeSet<Long> lost;
        synchronized (this) {
            missing = new TreeMap<>(values);
            lost = new TreeSet<>(contradicted);
        }
        long from = 1;
        List<LogEntry> page = client.log(from, PAGE_ENTRIES, false);
        while (!page.isEmpty()) {
            for (LogEntry entry : page) {
                missing.remove(entry.slot(), entry.value());
            }
            from = page.getLast().slot() + 1;
            page = client.log(from, PAGE_ENTRIES, false);
        }
        lost.addAll(missing.keySet());
        return List.copyOf(lost);
    }
}
