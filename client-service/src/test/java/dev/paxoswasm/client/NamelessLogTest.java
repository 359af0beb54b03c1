package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Each line of the JSON log says which node it is of, be it one that draws its id. */
@ExtendWith(OutputCaptureExtension.class)
class NamelessLogTest {

    @Test
    void a_client_without_an_id_is_told_by_its_host(@TempDir Path data, CapturedOutput output) {
        RunningNode.start(
                        ClientApplication.application(),
                        data,
                        "--paxos.cluster.clients=",
                        "--logging.structured.format.console=ecs",
                        "--HOSTNAME=host-7")
                .close();

        List<JsonNode> lines = output.getOut()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(RunningNode::tree)
                .toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("node").asString()).isEqualTo("client-host-7");
            assertThat(line.at("/service/node/name").asString()).isEqualTo("client-host-7");
        });
    }
}
