package dev.paxoswasm.simulation.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.DeadlineExceededException;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.types.RefusalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Path ACCEPTOR = Path.of("..", "components", "acceptor.wasm");

    private int attempts;

    @Test
    void aCallThatOutlivedItsDeadlineOnceIsMadeAgain() throws IOException {
        Component acceptor = Component.parse(Files.readAllBytes(ACCEPTOR));
        long node = Patience.with(() -> ++attempts == 1 ? stopped(acceptor) : going(acceptor));
        assertThat(node).isEqualTo(1);
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void oneThatNeverEndsIsGivenUp() throws IOException {
        Component acceptor = Component.parse(Files.readAllBytes(ACCEPTOR));
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> Patience.with(() -> {
                    attempts++;
                    return stopped(acceptor);
                }));
        assertThat(attempts).isEqualTo(3);
    }

    private static long going(Component acceptor) {
        return new AcceptorRun(acceptor, 1, AcceptorRun.Storage.EMPTY).status().acceptor();
    }

    /** A host that does not answer until the deadline ends the call. */
    private static long stopped(Component acceptor) {
        AcceptorRun host = new AcceptorRun(acceptor, 1, AcceptorRun.Storage.EMPTY);
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, new Silent());
        AcceptorStorageImport.register(imports, host);
        AcceptorOutboxImport.register(imports, host);
        LogImport.register(imports, (_, _) -> {});
        Limits limits = Limits.DEFAULT.withCallDeadline(Duration.ofMillis(20));
        try {
            return AcceptorExport.of(acceptor.instantiate(imports.build(), limits))
                    .status(1)
                    .acceptor();
        } catch (RefusalException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Silent implements Node {
        @Override
        public Cluster getCluster() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Scope.clusterOf(1);
        }

        @Override
        public Timing getTiming() {
            return Scope.timing();
        }

        @Override
        public Bounds getBounds() {
            return Scope.bounds();
        }
    }
}
