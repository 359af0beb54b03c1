package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.role.testing.OpenApiContract;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptorContractTest {

    @Test
    void each_function_of_the_interface_is_one_operation(@TempDir Path data) {
        try (RunningNode acceptor = RunningNode.start(AcceptorApplication.application(), data)) {
            OpenApiContract.assertOneOperationAFunction(acceptor, "acceptor", AcceptorExport.FUNCTIONS);
        }
    }
}
