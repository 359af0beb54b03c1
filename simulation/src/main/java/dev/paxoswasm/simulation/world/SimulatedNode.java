package dev.paxoswasm.simulation.world;

import dev.paxoswasm.simulation.scenario.Address;
import org.jspecify.annotations.Nullable;

/** A node: its disk, and while it is up the life it leads. */
final class SimulatedNode {

    final Address address;
    final SimulatedDisk disk = new SimulatedDisk();

    @Nullable
    Life life;

    int lives;
    long pausedUntil;
    long flushes;
    /** Its disk was lost, or is an old copy, and it has not been recovered yet. */
    boolean forgot;

    SimulatedNode(Address address) {
        this.address = address;
    }
}
