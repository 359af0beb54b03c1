package dev.paxoswasm.coordinator;

import dev.paxoswasm.contract.coordinator.CoordinatorExport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode coordinator = RunningNode.start(CoordinatorApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(coordinator, "coordinator", CoordinatorExport.FUNCTIONS);
        }
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json(@TempDir Path data) {
        RoundRequest request = new RoundRequest(new byte[1], Optional.of(1L), Optional.of(1L));
        try (RunningNode coordinator = RunningNode.start(CoordinatorApplication.application(), data)) {
            OutOfBounds.assertRefused(coordinator, "/coordinators/1/run-round", request);
        }
    }
}
