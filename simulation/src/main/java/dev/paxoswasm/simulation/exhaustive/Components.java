package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.ComponentFile;
import java.nio.file.Path;

/** The binaries under check. */
public record Components(Component acceptor, Component proposer) {

    /**
     * Reads and compiles them.
     *
     * @throws IllegalArgumentException if one cannot be read, or cannot play its role; says why in one line
     */
    public static Components read(Path acceptor, Path proposer) {
        return new Components(ComponentFile.read(Role.ACCEPTOR, acceptor), ComponentFile.read(Role.PROPOSER, proposer));
    }
}
