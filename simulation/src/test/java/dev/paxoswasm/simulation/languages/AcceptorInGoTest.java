package dev.paxoswasm.simulation.languages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;

/** The acceptor of {@code components/go} is the one in Rust, in another language; where it is built. */
class AcceptorInGoTest extends SameAcceptor {

    private static final Path BUILT = Path.of("..", "components", "go", "target", "components", "acceptor.wasm");

    AcceptorInGoTest() {
        super(BUILT);
    }

    @BeforeEach
    void it_is_built() {
        assumeTrue(Files.isReadable(BUILT), "there is no " + BUILT + ": components/go/build");
    }
}
