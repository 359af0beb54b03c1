package dev.paxoswasm.role.component;

import dev.paxoswasm.component.CompiledCode;
import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Loads the component that a configuration names, if it is the one that the configuration means. */
public final class ComponentLoader {

    private static final String LOCATION = "paxos.component.location";
    private static final String DIGEST = "paxos.component.digest";

    /** Compiled once for all nodes of one JVM. */
    private static final Map<String, Component> COMPILED = new ConcurrentHashMap<>();

    private ComponentLoader() {}

    /**
     * @throws ConfigurationException if there is no such file, its digest is another one, it is no component, or one of
     *     another world
     */
    public static LoadedComponent load(Role role, PaxosProperties.Source source) {
        String packaged = PackagedComponents.location(role);
        String location = blankToNull(source.location()) == null ? packaged : source.location();
        byte[] binary = Binary.read(LOCATION, location);
        String digest = Digest.of(binary);
        requireDigest(source, location, location.equals(packaged) ? PackagedComponents.digest(role) : null, digest);
        CompiledCode kept = CompiledCodeFolders.of(source.cache());
        try {
            Component component = COMPILED.computeIfAbsent(digest, unused -> Component.parse(binary, kept));
            role.requireWorld(component);
            return new LoadedComponent(role, Binary.name(location), location, component);
        } catch (ComponentException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    LOCATION,
                    location + " cannot serve as " + role.label() + ": " + e.getMessage(),
                    "name a component of the world " + role.world());
        }
    }

    private static void requireDigest(
            PaxosProperties.Source source, String location, @Nullable String packaged, String actual) {
        String expected = blankToNull(source.digest()) == null ? packaged : source.digest();
        if (expected == null) {
            throw new ConfigurationException(
                    DIGEST,
                    "is not set, but " + LOCATION + " names " + location,
                    "a component is named by place and digest; that of this file is " + actual);
        }
        if (!Digest.isWellFormed(expected)) {
            throw new ConfigurationException(
                    DIGEST,
                    "'" + expected + "' is no digest",
                    "write sha256: and 64 hexadecimal digits, in lower case");
        }
        if (!expected.equals(actual)) {
            throw new ConfigurationException(
                    DIGEST,
                    location + " has the digest " + actual + ", not " + expected,
                    "restore the component that was meant, or name the digest of this one");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
