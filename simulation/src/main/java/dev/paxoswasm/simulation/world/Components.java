package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.scenario.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** The components that play the roles, compiled once for all runs. */
public record Components(Map<Role, Component> byRole) {

    public Components {
        byRole = Map.copyOf(byRole);
    }

    /** Those that are built with this project. */
    public static Components built() {
        Map<Role, Component> byRole = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String path = "components/" + role.label() + ".wasm";
            try (InputStream in = Components.class.getClassLoader().getResourceAsStream(path)) {
                if (in == null) {
                    throw new IllegalStateException(path + " is not on the class path");
                }
                byRole.put(role, Component.parse(in.readAllBytes()));
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + path, e);
            }
        }
        return new Components(byRole);
    }

    /** With another component in one role. */
    public Components with(Role role, Path binary) {
        Map<Role, Component> changed = new EnumMap<>(byRole);
        try {
            changed.put(role, Component.parse(Files.readAllBytes(binary)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + binary, e);
        }
        return new Components(changed);
    }

    Component of(Role role) {
        return byRole.get(role);
    }
}
