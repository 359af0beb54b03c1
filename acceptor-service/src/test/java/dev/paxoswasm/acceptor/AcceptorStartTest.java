package dev.paxoswasm.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A node that is configured wrongly does not start, and says why in one line. */
@ExtendWith(OutputCaptureExtension.class)
class AcceptorStartTest {

    @TempDir
    Path folder;

    private void assertNotStarted(CapturedOutput output, String reason, String... options) {
        assertThatThrownBy(() -> RunningNode.start(AcceptorApplication.application(), folder.resolve("data"), options));
        assertThat(output.getAll().lines().filter(line -> line.contains("Not started. ")))
                .singleElement()
                .asString()
                .contains(reason);
        assertThat(output).doesNotContain("\tat ");
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void without_its_component(CapturedOutput output) {
        assertNotStarted(
                output,
                "paxos.component.location: there is no file /nowhere/acceptor.wasm",
                "--paxos.component.location=/nowhere/acceptor.wasm");
    }

    @Test
    void with_a_component_of_another_digest(CapturedOutput output) {
        String zeros = "sha256:" + "0".repeat(64);
        assertNotStarted(output, "has the digest sha256:", "--paxos.component.digest=" + zeros);
        assertThat(output).contains("not " + zeros);
    }

    @Test
    void with_a_component_named_without_its_digest(CapturedOutput output) throws IOException {
        Path file = file("mine.wasm", new byte[] {1});
        assertNotStarted(
                output,
                "paxos.component.digest: is not set, but paxos.component.location names " + file,
                "--paxos.component.location=" + file);
    }

    @Test
    void with_a_digest_that_is_none(CapturedOutput output) {
        assertNotStarted(output, "paxos.component.digest: 'md5:00' is no digest", "--paxos.component.digest=md5:00");
    }

    @Test
    void with_a_file_that_is_no_component(CapturedOutput output) throws IOException {
        Path file = file("text.wasm", "hello".getBytes(StandardCharsets.UTF_8));
        assertNotStarted(
                output,
                "cannot serve as acceptor: malformed component at byte",
                "--paxos.component.location=" + file,
                "--paxos.component.digest=sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }

    @Test
    void with_the_component_of_another_role(CapturedOutput output) throws IOException {
        Path file = Path.of("../components/learner.wasm");
        String digest = Files.readString(Path.of("../components/CHECKSUMS"))
                .lines()
                .filter(line -> line.endsWith("  learner.wasm"))
                .map(line -> line.substring(0, 64))
                .findFirst()
                .orElseThrow();
        assertNotStarted(
                output,
                "does not export paxos:acceptor/acceptor@0.1.0",
                "--paxos.component.location=" + file,
                "--paxos.component.digest=sha256:" + digest);
    }

    @Test
    void as_a_node_that_the_cluster_does_not_list(CapturedOutput output) {
        assertNotStarted(output, "paxos.node-id: this node is acceptor 4", "--paxos.node-id=4");
    }

    @Test
    void with_quorums_that_do_not_intersect(CapturedOutput output) {
        assertNotStarted(
                output, "paxos.quorum: phase1 1 + phase2 1", "--paxos.quorum.phase1=1", "--paxos.quorum.phase2=1");
    }

    @Test
    void with_a_number_that_is_none(CapturedOutput output) {
        assertNotStarted(output, "paxos.node-id: 'one' is no ", "--paxos.node-id=one");
    }

    @Test
    void over_the_data_of_another_node(CapturedOutput output) {
        RunningNode.start(AcceptorApplication.application(), folder.resolve("data"))
                .close();
        assertNotStarted(output, "belongs to acceptor 1, format 2, not to acceptor 2", "--paxos.node-id=2");
    }

    @Test
    void on_a_port_that_is_taken(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertNotStarted(
                    output,
                    "server.port: port " + taken.getLocalPort() + " is in use",
                    "--server.port=" + taken.getLocalPort());
        }
    }
}
