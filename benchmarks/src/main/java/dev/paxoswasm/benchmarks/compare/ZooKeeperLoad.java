package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.bench.Latencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * The load on ZooKeeper: each client sets the data of a node of its own, and again once that is answered. By its own
 * asynchronous API; clients that share a session have their writes pipelined over one connection.
 */
final class ZooKeeperLoad {
    private static final int SESSION_TIMEOUT_MILLIS = 30_000;
    private static final long BEYOND_DURATION_SECONDS = 30;

    private final String server;
    private final Load load;
    private final int mostSessions;
    private final List<Client> clients = new ArrayList<>();
    private final AtomicInteger errors = new AtomicInteger();

    ZooKeeperLoad(String server, Load load, int mostSessions) {
        this.server = server;
        this.load = load;
        this.mostSessions = mostSessions;
    }

    Measurement run() {
        List<ZooKeeper> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < Math.min(mostSessions, load.clients()); i++) {
                sessions.add(session());
            }
            for (int i = 0; i < load.clients(); i++) {
                clients.add(new Client(sessions.get(i % sessions.size()), "/bench-" + i));
            }
            phase(load.warmUp());
            errors.set(0);
            long began = System.nanoTime();
            List<Latencies> latencies = phase(load.duration());
            double seconds = (System.nanoTime() - began) / 1e9;
            long[] sorted = Latencies.sorted(latencies);
            return new Measurement(
                    sorted.length / seconds,
                    Latencies.percentile(sorted, 0.5),
                    Latencies.percentile(sorted, 0.99),
                    errors.get());
        } catch (IOException | KeeperException e) {
            throw new Failure("ZooKeeper refused: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while measuring ZooKeeper");
        } finally {
            sessions.forEach(ZooKeeperLoad::close);
        }
    }

    private List<Latencies> phase(Duration duration) throws InterruptedException {
        long deadline = System.nanoTime() + duration.toNanos();
        CountDownLatch ended = new CountDownLatch(clients.size());
        List<Latencies> latencies = new ArrayList<>();
        for (Client client : clients) {
            client.latencies = new Latencies();
            latencies.add(client.latencies);
        }
        clients.forEach(client -> client.next(deadline, ended));
        if (!ended.await(duration.toSeconds() + BEYOND_DURATION_SECONDS, TimeUnit.SECONDS)) {
            throw new Failure("ZooKeeper left writes unanswered");
        }
        return latencies;
    }

    private ZooKeeper session() throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper session = new ZooKeeper(server, SESSION_TIMEOUT_MILLIS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(SESSION_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
            session.close();
            throw new Failure("no session at ZooKeeper " + server);
        }
        return session;
    }

    private static void close(ZooKeeper session) {
        try {
            session.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its state is touched by the event thread of its session only, but between phases. */
    private final class Client {
        private final ZooKeeper session;
        private final String path;
        private final byte[] value;
        private Latencies latencies = new Latencies();

        Client(ZooKeeper session, String path) throws KeeperException, InterruptedException {
            this.session = session;
            this.path = path;
            this.value = new byte[load.valueSize()];
            Arrays.fill(value, (byte) '.');
            if (session.exists(path, false) == null) {
                session.create(path, value, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        }

        void next(long deadline, CountDownLatch ended) {
            long began = System.nanoTime();
            if (began - deadline >= 0) {
                ended.countDown();
                return;
            }
            byte[] name = String.valueOf(began).getBytes(StandardCharsets.US_ASCII);
            byte[] own = value.clone();
            System.arraycopy(name, 0, own, 0, Math.min(name.length, own.length));
            session.setData(
                    path,
                    own,
                    -1,
                    (code, _, _, stat) -> {
                        if (code == KeeperException.Code.OK.intValue() && stat != null) {
                            latencies.add(System.nanoTime() - began);
                        } else {
                            errors.incrementAndGet();
                        }
                        next(deadline, ended);
                    },
                    null);
        }
    }
}
