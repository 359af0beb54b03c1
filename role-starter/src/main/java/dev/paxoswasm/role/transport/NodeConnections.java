package dev.paxoswasm.role.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.io.CloseMode;

/**
 * Kept connections to one node. The one used last is taken first, and one that nobody needed for a while is closed.
 * There are as many as callers at once, whom others bound. Where the node moves to another address, those to the old
 * one are given up: nobody there may tell that it is gone.
 */
final class NodeConnections implements AutoCloseable {

    /** How long one is kept between requests: shorter than the 20 seconds after which the services close it. */
    static final Duration KEPT = Duration.ofSeconds(10);

    /** So long after its last use a connection is taken without a look at whether it still is one. */
    static final Duration TRUSTED = Duration.ofSeconds(2);

    /** So long what is under way to an address that the node has left may still come to its end. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private static final int PLAIN_HTTP_PORT = 80;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*]");

    /** Whatever answers at the address: it cannot fill the heap with a head. */
    private static final Http1Config BOUNDED =
            Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build();

    /** So long after its last use a node is one that may be gone for good. */
    private static final Duration UNUSED = Duration.ofMinutes(1);

    private record Idle(DefaultBHttpClientConnection connection, long since) {}

    private final String host;
    private final int port;
    private final int connectMillis;
    private final boolean isNamed;
    private final LongSupplier nanoTime;
    private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
    /** Since when; of a node that has a name, for others cannot move. */
    private final Map<DefaultBHttpClientConnection, Long> taken = new ConcurrentHashMap<>();

    private volatile long usedAt;
    private volatile boolean closed;

    NodeConnections(URI address, Duration connectTimeout, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        usedAt = nanoTime.getAsLong();
        host = address.getHost();
        isNamed = !ADDRESS.matcher(host).matches();
        port = address.getPort() < 0 ? PLAIN_HTTP_PORT : address.getPort();
        connectMillis = Math.toIntExact(connectTimeout.toMillis());
    }

    /** Whether it has a name, and so may come to be at another address. */
    boolean isNamed() {
        return isNamed;
    }

    /** Whether nobody has wanted a connection for long. */
    boolean isUnused() {
        return isOver(UNUSED, usedAt);
    }

    private boolean isOver(Duration time, long since) {
        return nanoTime.getAsLong() - since > time.toNanos();
    }

    DefaultBHttpClientConnection take() throws IOException {
        usedAt = nanoTime.getAsLong();
        DefaultBHttpClientConnection connection = keptOrNew();
        if (isNamed) {
            taken.put(connection, nanoTime.getAsLong());
        }
        return connection;
    }

    private DefaultBHttpClientConnection keptOrNew() throws IOException {
        for (Idle latest = idle.pollFirst(); latest != null; latest = idle.pollFirst()) {
            if (isUsable(latest)) {
                return latest.connection();
            }
            latest.connection().close(CloseMode.IMMEDIATE);
        }
        return connect();
    }

    private boolean isUsable(Idle kept) throws IOException {
        return !isOver(KEPT, kept.since())
                && (!isOver(TRUSTED, kept.since()) || !kept.connection().isStale());
    }

    /** Keeps a connection whose last answer was read to the end. */
    void giveBack(DefaultBHttpClientConnection connection) {
        release(connection);
        idle.addFirst(new Idle(connection, nanoTime.getAsLong()));
        Idle oldest = idle.peekLast();
        if (oldest != null && isOver(KEPT, oldest.since()) && idle.removeLastOccurrence(oldest)) {
            oldest.connection().close(CloseMode.IMMEDIATE);
        }
        if (closed) {
            closeIdle();
        }
    }

    /** Closes a connection that is of no use any more. */
    void discard(DefaultBHttpClientConnection connection) {
        release(connection);
        connection.close(CloseMode.IMMEDIATE);
    }

    private void release(DefaultBHttpClientConnection connection) {
        if (isNamed) {
            taken.remove(connection);
        }
    }

    /** Asks where the node is, and gives up what leads elsewhere. While its name is unknown it may be where it was. */
    void followName() {
        if (!isNamed || (idle.isEmpty() && taken.isEmpty())) {
            return;
        }
        Set<InetAddress> addresses;
        try {
            addresses = new HashSet<>(Arrays.asList(InetAddress.getAllByName(host)));
        } catch (UnknownHostException e) {
            return;
        }
        for (Idle each : idle) {
            if (leadsElsewhere(each.connection(), addresses) && idle.remove(each)) {
                each.connection().close(CloseMode.IMMEDIATE);
            }
        }
        long now = nanoTime.getAsLong();
        taken.forEach((connection, since) -> {
            if (now - since >= FAREWELL.toNanos() && leadsElsewhere(connection, addresses)) {
                connection.close(CloseMode.IMMEDIATE);
            }
        });
    }

    private static boolean leadsElsewhere(DefaultBHttpClientConnection connection, Set<InetAddress> addresses) {
        return connection.getRemoteAddress() instanceof InetSocketAddress remote
                && !addresses.contains(remote.getAddress());
    }

    private DefaultBHttpClientConnection connect() throws IOException {
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(host)) {
            try {
                return connect(new InetSocketAddress(address, port));
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException(host + " has no address") : failure;
    }

    private DefaultBHttpClientConnection connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, connectMillis);
            DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(BOUNDED);
            connection.bind(socket);
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Closes what is kept, and from now on what is given back. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    /** Those that wait to be used. */
    void closeIdle() {
        for (Idle each = idle.poll(); each != null; each = idle.poll()) {
            each.connection().close(CloseMode.IMMEDIATE);
        }
    }
}
