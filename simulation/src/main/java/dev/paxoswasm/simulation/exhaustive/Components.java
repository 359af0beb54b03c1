package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The binaries under check. */
public record Components(Component acceptor, Component proposer) {

    /** Reads and compiles them. */
    public static Components read(Path acceptor, Path proposer) throws IOException {
        return new Components(
                Component.parse(Files.readAllBytes(acceptor)), Component.parse(Files.readAllBytes(proposer)));
    }
}
