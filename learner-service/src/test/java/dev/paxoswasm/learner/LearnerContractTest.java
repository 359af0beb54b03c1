package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnerExport;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode learner = RunningNode.start(LearnerApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(learner, "learner", LearnerExport.FUNCTIONS);
        }
    }
}
