package dev.paxoswasm.role.component;

import dev.paxoswasm.component.Component;

/**
 * A component that may serve.
 *
 * @param name the file it came from, without folder and ending
 * @param location where it came from, as configured
 * @param world the world it implements
 */
public record LoadedComponent(String name, String location, String world, Component component) {

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return component.digest();
    }
}
