package dev.paxoswasm.coordinator;

import dev.paxoswasm.contract.coordinator.CoordinatorExport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorContractTest {

    private static RunningNode coordinator;

    @BeforeAll
    static void start(@TempDir Path data) {
        coordinator = RunningNode.start(CoordinatorApplication.application(), data);
    }

    @AfterAll
    static void stop() {
        coordinator.close();
    }

    @Test
    void each_function_of_the_interface_is_one_operation() {
        OpenApiContract.assertOneOperationAFunction(coordinator, "coordinator", CoordinatorExport.FUNCTIONS);
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json() {
        RoundRequest request = new RoundRequest(new byte[1], Optional.of(1L), Optional.of(1L));
        OutOfBounds.assertRefused(coordinator, "/coordinators/1/run-round", request);
    }
}
