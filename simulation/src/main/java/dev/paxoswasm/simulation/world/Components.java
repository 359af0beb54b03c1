package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * The components that play the roles, compiled once for all runs.
 *
 * @param ofNodes of nodes that have another one than their role
 */
public record Components(Map<Role, Component> byRole, Map<Address, Component> ofNodes) {

    public Components {
        byRole = Map.copyOf(byRole);
        ofNodes = Map.copyOf(ofNodes);
    }

    /** Those that are built with this project. */
    public static Components built() {
        Map<Role, Component> byRole = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            byRole.put(role, builtIn(role));
        }
        return new Components(byRole, Map.of());
    }

    /** The one of them that plays a role. */
    public static Component builtIn(Role role) {
        String path = "components/" + role.label() + ".wasm";
        try (InputStream in = Components.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return Component.parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }

    /**
     * With another component in one role.
     *
     * @throws IllegalArgumentException if it cannot be read, or cannot play that role; says why in one line
     */
    public Components with(Role role, Path binary) {
        Map<Role, Component> changed = new EnumMap<>(byRole);
        changed.put(role, ComponentFile.read(role, binary));
        return new Components(changed, ofNodes);
    }

    /**
     * With another component at one node.
     *
     * @throws IllegalArgumentException as {@link #with(Role, Path)}
     */
    public Components with(Address node, Path binary) {
        Map<Address, Component> changed = new HashMap<>(ofNodes);
        changed.put(node, ComponentFile.read(node.role(), binary));
        return new Components(byRole, changed);
    }

    Component of(Address node) {
        return ofNodes.getOrDefault(node, byRole.get(node.role()));
    }
}
