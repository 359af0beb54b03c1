package dev.paxoswasm.role.component;

import dev.paxoswasm.component.CompiledCode;
import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Loads the component that a configuration names, if it is the one that the configuration means. */
public final class ComponentLoader {

    private static final String LOCATION = "paxos.component.location";
    private static final String DIGEST = "paxos.component.digest";

    /** Compiled once for all nodes of one JVM, and kept for as long as one of them has it. */
    private static final Map<String, WeakReference<Component>> COMPILED = new ConcurrentHashMap<>();

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
        try {
            return parsed(
                    role, Binary.name(location), location, binary, digest, CompiledCodeFolders.of(source.cache()));
        } catch (ComponentException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    LOCATION,
                    location + " cannot serve as " + role.label() + ": " + e.getMessage(),
                    "name a component of the world " + role.world());
        }
    }

    /**
     * Loads a component that was sent to a running node.
     *
     * @param name what it is called in the log and in the status
     * @param expected the digest that it was sent with
     * @param cache folders in which compiled components are kept, as configured
     * @throws SwapRefusedException if its digest is another one, it is no component, or one of another world
     */
    public static LoadedComponent sent(Role role, String name, String expected, byte[] binary, @Nullable String cache) {
        String digest = Digest.of(binary);
        if (!digest.equals(expected)) {
            throw new SwapRefusedException(name + " arrived with the digest " + digest + ", not " + expected
                    + "; send the component that was meant, or name the digest of this one");
        }
        try {
            return parsed(role, name, "a request", binary, digest, CompiledCodeFolders.of(cache));
        } catch (ComponentException | IllegalArgumentException e) {
            throw new SwapRefusedException(name + " cannot serve as " + role.label() + ": " + e.getMessage()
                    + "; name a component of the world " + role.world());
        }
    }

    /** Loads the component that is built with the service of a role. */
    public static LoadedComponent builtIn(Role role, @Nullable String cache) {
        return load(role, new PaxosProperties.Source(null, null, Duration.ZERO, null, cache));
    }

    private static LoadedComponent parsed(
            Role role, String name, String location, byte[] binary, String digest, CompiledCode kept) {
        Component[] component = new Component[1];
        COMPILED.compute(digest, (_, known) -> {
            component[0] = known == null ? null : known.get();
            if (component[0] != null) {
                return known;
            }
            component[0] = Component.parse(binary, kept);
            return new WeakReference<>(component[0]);
        });
        COMPILED.values().removeIf(known -> known.get() == null);
        role.requireWorld(component[0]);
        return new LoadedComponent(role, name, location, component[0]);
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
