package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProposerContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode proposer = RunningNode.start(ProposerApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(proposer, "proposer", ProposerExport.FUNCTIONS);
        }
    }
}
