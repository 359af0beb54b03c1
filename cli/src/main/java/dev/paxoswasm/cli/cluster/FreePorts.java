package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback address that nothing uses now. They lie below those that systems give to outgoing connections,
 * so that none is taken by one before a server binds it.
 */
public final class FreePorts implements AutoCloseable {
    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 100;

    private final List<ServerSocket> held = new ArrayList<>();

    private FreePorts() {}

    /** A layout on free ports. Each role's nodes get consecutive ones. */
    public static Layout layout(Map<Role, Integer> counts) {
        try (FreePorts ports = new FreePorts()) {
            Map<Role, Integer> first = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                first.put(role, ports.consecutive(counts.getOrDefault(role, role.nodes())));
            }
            return Layout.of(Layout.DEFAULT_PORT_BASE, first, counts);
        }
    }

    /** The first of so many ports in a row. */
    public static int row(int count) {
        try (FreePorts ports = new FreePorts()) {
            return ports.consecutive(count);
        }
    }

    private int consecutive(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new Failure("found no " + count + " free ports in a row from " + LOWEST + " to " + HIGHEST);
    }

    private boolean areFree(int first, int count) {
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(first + i, 1, InetAddress.getLoopbackAddress()));
            }
            return true;
        } catch (IOException _) {
            // One is in use: another row is tried.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new Failure("cannot let go of a port: " + e.getMessage());
        }
    }
}
