package dev.paxoswasm.systemtests.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Ports far from those of a user's cluster, and below those that the system gives to connections. */
public final class FreePorts {
    private static final int LOWEST_BASE = 20_000;
    private static final int BASES = 25;
    private static final int DISTANCE = 400;
    private static final int[] OFFSETS = {80, 90, 101, 102, 201, 202, 203, 301, 302};

    private FreePorts() {}

    /** A base for {@code --port-base} at which all nine ports are free. */
    public static int base() {
        int first = ThreadLocalRandom.current().nextInt(BASES);
        return IntStream.range(0, BASES)
                .map(i -> LOWEST_BASE + (first + i) % BASES * DISTANCE)
                .filter(base -> IntStream.of(OFFSETS).allMatch(offset -> isFree(base + offset)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free ports"));
    }

    /** A free port. */
    public static int one() {
        return base() + OFFSETS[0];
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
