package dev.paxoswasm.systemtests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.systemtests.cluster.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a pod's init container does: the script itself, on this machine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InTurnTest {
    private final int port = FreePorts.one();

    private Process waiting(int seconds) throws IOException {
        ProcessBuilder script = new ProcessBuilder(
                        ProjectFile.at("containers/in-turn").toString(), String.valueOf(seconds), "127.0.0.1")
                .redirectErrorStream(true);
        script.environment().put("SERVER_PORT", String.valueOf(port));
        return script.start();
    }

    @Test
    void it_ends_once_the_node_listens() throws IOException, InterruptedException {
        Process script = waiting(300);
        assertThat(script.waitFor(2, TimeUnit.SECONDS)).as("it waits").isFalse();
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(script.exitValue()).isZero();
        assertThat(new String(script.getInputStream().readAllBytes(), UTF_8)).isEmpty();
    }

    @Test
    void it_does_not_wait_for_ever() throws IOException, InterruptedException {
        Process script = waiting(1);
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(new String(script.getInputStream().readAllBytes(), UTF_8)).contains("127.0.0.1 has not started");
    }

    @Test
    void it_ends_at_once_when_its_pod_is_deleted() throws IOException, InterruptedException {
        Process script = waiting(300);
        assertThat(script.waitFor(1, TimeUnit.SECONDS)).as("it waits").isFalse();
        script.destroy();
        assertThat(script.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isEqualTo(143);
    }
}
