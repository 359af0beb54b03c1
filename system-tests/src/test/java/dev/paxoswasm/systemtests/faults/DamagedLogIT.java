package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The write-ahead log of an acceptor that was killed is not as it was left. */
@ExtendWith(SharedCluster.class)
@Timeout(180)
@Tag("long")
class DamagedLogIT {
    private static final int CLIENTS = 8;
    private static final int SOME = 100;

    /** As when the power failed while a record was written: it was not flushed, so nobody was told of it. */
    @Test
    void a_record_that_is_cut_off_at_the_end_is_dropped_and_the_node_serves_again(Cluster cluster) throws IOException {
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            awaitProgress(load, SOME, 30);
            cluster.kill("acceptor-2");
            byte[] beginningOfARecord = {1, 2, 3, 4, 100, 0, 1, 5, 6, 7};
            try (RandomAccessFile log = new RandomAccessFile(newestLog(cluster).toFile(), "rw")) {
                log.seek(log.length());
                log.write(beginningOfARecord);
            }

            cluster.up();
            cluster.kill("acceptor-3");
            awaitProgress(load, SOME, 30);
            cluster.up();

            Aftermath.require(cluster, load);
        }
    }

    /** Records after it are whole, so this is no torn write: what was promised would be forgotten. */
    @Test
    void a_changed_byte_in_the_middle_keeps_the_node_from_starting_and_says_so(Cluster cluster) throws IOException {
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            awaitProgress(load, SOME, 30);
            cluster.kill("acceptor-2");
            Path log = newestLog(cluster);
            long middle = Files.size(log) / 2;
            flip(log, middle);
            try {
                CommandLine.Result up = cluster.up(Map.of());

                assertThat(up.exitCode()).isEqualTo(1);
                assertThat(up.err()).contains("Not started", "acceptor-2", "cannot be opened: checksum mismatch");
                awaitProgress(load, SOME, 30);
            } finally {
                flip(log, middle);
            }
            cluster.up();
            Aftermath.require(cluster, load);
        }
    }

    private static void flip(Path file, long at) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(at);
            int was = bytes.read();
            bytes.seek(at);
            bytes.write(was ^ 0x10);
        }
    }

    private static Path newestLog(Cluster cluster) throws IOException {
        try (Stream<Path> files = Files.list(cluster.data().resolve("acceptor-2"))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
