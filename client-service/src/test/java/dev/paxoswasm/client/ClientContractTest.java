package dev.paxoswasm.client;

import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientContractTest {

    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        client = RunningNode.start(ClientApplication.application(), data);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void each_function_of_the_interface_is_one_operation() {
        OpenApiContract.assertOneOperationAFunction(client, "client", ClientExport.FUNCTIONS);
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json() {
        OutOfBounds.assertRefused(client, "/clients/1/outcome", new OutcomeRequest(new CommandId(1, 1)));
    }
}
