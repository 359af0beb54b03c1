package dev.paxoswasm.coordinator;

import dev.paxoswasm.contract.coordinator.CoordinatorExport;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode coordinator = RunningNode.start(CoordinatorApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(coordinator, "coordinator", CoordinatorExport.FUNCTIONS);
        }
    }
}
