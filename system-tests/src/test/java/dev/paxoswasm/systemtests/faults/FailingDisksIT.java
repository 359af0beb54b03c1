package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.FreePorts;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.TestFolder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The acceptors' data lies on file systems of their own, which lose power, are full or stand still. */
@Timeout(240)
class FailingDisksIT {
    private static final int CLIENTS = 8;
    private static final int SOME = 30;
    private static final int LARGE = 1_000_000;

    private static final List<LoopFileSystem> DISKS = new ArrayList<>();
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        Permission.requireRootAnd("sh", "-c", "mkfs.xfs -V && xfs_io -V && test -e /dev/loop-control");
        Path data = TestFolder.create("disks");
        for (int id = 1; id <= 3; id++) {
            DISKS.add(LoopFileSystem.mount(data.resolve("disk-" + id), data.resolve("acceptor-" + id)));
        }
        cluster = new Cluster(data, FreePorts.base());
        cluster.up();
    }

    @AfterAll
    static void stop() {
        try {
            if (cluster != null) {
                cluster.killAll();
                cluster.down();
            }
        } finally {
            DISKS.forEach(LoopFileSystem::close);
        }
    }

    private static LoopFileSystem disk(int acceptor) {
        return DISKS.get(acceptor - 1);
    }

    @Test
    void one_loses_power_and_is_out_of_service_and_values_go_on() {
        withLoad(load -> {
            disk(2).losePower();

            awaitOutOfService(2, "");
            awaitProgress(load, SOME, 20);
            restorePower(2);
        });
    }

    @Test
    void one_that_is_asked_for_nothing_says_that_its_disk_is_gone() {
        cluster.makeWhole();
        disk(3).losePower();

        awaitOutOfService(3, "a record could not be written");
        restorePower(3);
    }

    @Test
    void all_lose_power_at_once_and_every_acknowledged_value_is_there_when_it_is_back() {
        withLoad(load -> {
            DISKS.forEach(LoopFileSystem::losePower);

            IntStream.rangeClosed(1, 3).forEach(acceptor -> awaitOutOfService(acceptor, ""));
            restorePower(1, 2, 3);
        });
    }

    @Test
    void one_is_full_and_out_of_service_and_values_go_on() {
        withLoad(load -> {
            disk(1).fill();
            useUpWhatIsReserved(1);

            awaitOutOfService(1, "No space left on device");
            requireAlive(1);
            awaitProgress(load, SOME, 20);
            makeRoom(1);
        });
    }

    @Test
    @Tag("long")
    void one_that_was_full_serves_again_by_itself_and_the_others_can_rely_on_it() {
        withLoad(load -> {
            long before = cluster.process("acceptor-1").pid();
            disk(1).fill();
            useUpWhatIsReserved(1);
            awaitOutOfService(1, "No space left on device");
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(Http.get(cluster.acceptor(1) + "/actuator/health/readiness")
                                    .body())
                            .contains("waits for room: "));

            makeRoom(1);

            kill(2);
            awaitProgress(load, SOME, 30);
            assertThat(cluster.process("acceptor-1").pid()).isEqualTo(before);
            cluster.up();
        });
    }

    @Test
    @Tag("long")
    void one_that_stands_still_costs_neither_throughput_nor_tail_latency() {
        withLoad(load -> {
            awaitProgress(load, 500, 60);
            Pace healthy = Pace.of(load);
            disk(2).standStill();
            Pace slow;
            try {
                slow = Pace.of(load);
            } finally {
                disk(2).goOn();
            }

            slow.requireLike(healthy);
        });
    }

    @Test
    @Tag("long")
    void two_are_full_and_values_are_refused_in_time_and_none_is_lost() {
        withLoad(load -> {
            disk(1).fill();
            disk(3).fill();
            useUpWhatIsReserved(1);
            useUpWhatIsReserved(3);
            awaitOutOfService(1, "No space left on device");
            awaitOutOfService(3, "No space left on device");

            long began = System.nanoTime();
            HttpResponse<String> refused = cluster.propose("without a quorum of disks", Duration.ofSeconds(2));

            assertThat(refused.statusCode()).isEqualTo(503);
            requireAlive(1, 3);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(6));
            makeRoom(1, 3);
        });
    }

    private interface Fault {
        void happenUnder(RecordedLoad load);
    }

    private static void withLoad(Fault fault) {
        cluster.makeWhole();
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            awaitProgress(load, SOME, 30);
            fault.happenUnder(load);
            Aftermath.require(cluster, load);
        }
    }

    /** A store reserves the room for its write-ahead log, and can be written until that is full. */
    private static void useUpWhatIsReserved(int acceptor) {
        String value = "x".repeat(LARGE);
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            cluster.propose(UUID.randomUUID() + value, Duration.ofSeconds(1));
            return Http.get(cluster.acceptor(acceptor) + "/actuator/health/readiness")
                            .statusCode()
                    == 503;
        });
    }

    /** Its readiness says no, and its health says why. */
    private static void awaitOutOfService(int acceptor, String reason) {
        String health = cluster.acceptor(acceptor) + "/actuator/health";
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(Http.get(health + "/readiness").statusCode()).isEqualTo(503);
            String body = Http.get(health).body();
            assertThat(body).contains("\"reason\":\"").contains(reason);
        });
    }

    private static void restorePower(int... acceptors) {
        kill(acceptors);
        IntStream.of(acceptors).forEach(acceptor -> disk(acceptor).restorePower());
        cluster.up();
    }

    /** A node whose disk has room again needs no restart. */
    private static void makeRoom(int... acceptors) {
        IntStream.of(acceptors).forEach(acceptor -> disk(acceptor).free());
        for (int acceptor : acceptors) {
            String health = cluster.acceptor(acceptor) + "/actuator/health";
            await().atMost(60, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(Http.get(health).statusCode()).isEqualTo(200));
        }
    }

    /** Kubernetes does not start it again: it waits for what a restart would not bring. */
    private static void requireAlive(int... acceptors) {
        for (int acceptor : acceptors) {
            assertThat(Http.get(cluster.acceptor(acceptor) + "/actuator/health/liveness")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static void kill(int... acceptors) {
        cluster.kill(IntStream.of(acceptors).mapToObj(id -> "acceptor-" + id).toArray(String[]::new));
    }
}
