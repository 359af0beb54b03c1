package dev.paxoswasm.client;

import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode client = RunningNode.start(ClientApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(client, "client", ClientExport.FUNCTIONS);
        }
    }
}
