package dev.paxoswasm.acceptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The service with the acceptor of {@code components/c} is the one with the built-in acceptor. */
class AcceptorInCServiceTest extends AcceptorServiceTest {

    private static final Path FOLDER = Path.of("..", "components", "c");

    @Override
    List<String> component() {
        return List.of(
                "--paxos.component.location=" + FOLDER.resolve("acceptor.wasm"),
                "--paxos.component.digest=sha256:" + digest());
    }

    private static String digest() {
        try {
            return Files.readAllLines(FOLDER.resolve("CHECKSUMS")).getLast().split(" ")[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
