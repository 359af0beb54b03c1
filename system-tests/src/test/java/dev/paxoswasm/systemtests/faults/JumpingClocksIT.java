package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The wall clock of the leader and of an acceptor jumps by hours, forwards and backwards. */
@ExtendWith(SharedCluster.class)
@Timeout(180)
@Tag("long")
class JumpingClocksIT {
    private static final int CLIENTS = 8;
    private static final int SOME = 30;

    @Test
    void and_values_go_on(Cluster cluster) throws IOException {
        ShellCommand.Result library = ShellCommand.attempt("sh", "-c", "ls /usr/lib/*/faketime/libfaketime.so.1");
        if (library.exitCode() != 0) {
            Permission.skip("libfaketime is missing; system-tests/install-tools installs it");
        }
        Path offset = cluster.data().resolve("clock-offset");
        Files.writeString(offset, "+0");
        cluster.kill("proposer-1", "proposer-2", "acceptor-1");
        try {
            cluster.up(Map.of(
                            "LD_PRELOAD",
                            library.output(),
                            "FAKETIME_TIMESTAMP_FILE",
                            offset.toString(),
                            "FAKETIME_CACHE_DURATION",
                            "1",
                            "DONT_FAKE_MONOTONIC",
                            "1"))
                    .requireDone();
            try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
                for (int hours : new int[] {5, -7, 24 * 30, 0}) {
                    Files.writeString(offset, "%+dh".formatted(hours));
                    awaitClock(cluster.proposer(1), hours);
                    awaitClock(cluster.acceptor(1), hours);
                    awaitProgress(load, SOME, 60);
                }
                Aftermath.require(cluster, load);
            }
        } finally {
            cluster.kill("proposer-1", "proposer-2", "acceptor-1");
        }
    }

    /** Waits until the node's own clock is so far from ours. */
    private static void awaitClock(String node, int hours) {
        await().atMost(30, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            Instant its = Http.get(node + "/actuator/health")
                    .headers()
                    .firstValue("Date")
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from)
                    .orElseThrow();
            return Duration.between(Instant.now().plus(Duration.ofHours(hours)), its)
                            .abs()
                            .compareTo(Duration.ofMinutes(5))
                    < 0;
        });
    }
}
