package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.AcceptorComponentWorld;
import dev.paxoswasm.contract.ClientComponentWorld;
import dev.paxoswasm.contract.LearnerComponentWorld;
import dev.paxoswasm.contract.ProposerComponentWorld;
import dev.paxoswasm.simulation.scenario.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of a component that is to play a role. */
public final class ComponentFile {

    private ComponentFile() {}

    /**
     * Reads and compiles it.
     *
     * @throws IllegalArgumentException if it cannot be read, or cannot play that role; says why in one line
     */
    public static Component read(Role role, Path file) {
        byte[] binary;
        try {
            binary = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + "); name the file of a component", e);
        }
        try {
            return requireWorld(role, file, Component.parse(binary));
        } catch (ComponentException e) {
            throw unfit(role, file, e);
        }
    }

    /**
     * Demands that a component from a file implements the world of a role.
     *
     * @throws IllegalArgumentException if it does not; names each difference
     */
    public static Component requireWorld(Role role, Path file, Component component) {
        try {
            requireWorld(role, component);
            return component;
        } catch (IllegalArgumentException e) {
            throw unfit(role, file, e);
        }
    }

    private static IllegalArgumentException unfit(Role role, Path file, RuntimeException why) {
        return new IllegalArgumentException(
                file + " cannot serve as " + role.label() + ": " + why.getMessage() + "; name a component of the world "
                        + world(role),
                why);
    }

    private static void requireWorld(Role role, Component component) {
        switch (role) {
            case ACCEPTOR -> AcceptorComponentWorld.requireImplementedBy(component);
            case PROPOSER -> ProposerComponentWorld.requireImplementedBy(component);
            case LEARNER -> LearnerComponentWorld.requireImplementedBy(component);
            case CLIENT -> ClientComponentWorld.requireImplementedBy(component);
        }
    }

    private static String world(Role role) {
        return switch (role) {
            case ACCEPTOR -> AcceptorComponentWorld.NAME;
            case PROPOSER -> ProposerComponentWorld.NAME;
            case LEARNER -> LearnerComponentWorld.NAME;
            case CLIENT -> ClientComponentWorld.NAME;
        };
    }
}
