package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.role.Role;

/**
 * A component that may serve.
 *
 * @param role what it serves as
 * @param name the file it came from, without folder and ending
 * @param location where it came from, as configured
 */
public record LoadedComponent(Role role, String name, String location, Component component) {

    /** The world it implements. */
    public String world() {
        return role.world();
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return component.digest();
    }

    /** Whether it is the one that is built with its service, wherever it was read from. */
    public boolean isBuiltIn() {
        return digest().equals(PackagedComponents.digest(role));
    }
}
