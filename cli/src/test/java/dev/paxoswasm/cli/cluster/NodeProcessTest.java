package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeProcessTest {
    private static String stat(String state, int threads) {
        return "4711 (a (java) thread) " + state + " 1 4711 4711 0 -1 4194560 9 0 0 0 1 2 0 0 20 0 " + threads
                + " 0 123456 0 0";
    }

    @Test
    void a_zombie_has_ended_once_its_last_thread_has() {
        assertThat(NodeProcess.isZombie(stat("Z", 1))).isTrue();
        assertThat(NodeProcess.isZombie(stat("Z", 40))).isFalse();
        assertThat(NodeProcess.isZombie(stat("S", 1))).isFalse();
    }

    @Test
    void a_process_without_the_mark_is_another_that_got_the_same_id() {
        ProcessHandle self = ProcessHandle.current();

        assertThat(new NodeProcess(self.pid(), "no such mark", Instant.EPOCH).living())
                .isEmpty();
    }
}
