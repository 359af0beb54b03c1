package dev.paxoswasm.component;

import dev.paxoswasm.component.binary.ComponentDecoder;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.CoreModules;
import dev.paxoswasm.component.link.Linker;
import dev.paxoswasm.component.link.Plan;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A component, decoded, checked and compiled. Immutable and thread-safe; parse once, instantiate often. */
public final class Component {

    /** The "interface name" of functions that a world imports or exports directly, outside any interface. */
    public static final String ROOT = "$root";

    private final Plan plan;
    private final List<CoreModule> modules;
    private final String digest;

    private Component(Plan plan, List<CoreModule> modules, String digest) {
        this.plan = plan;
        this.modules = modules;
        this.digest = digest;
    }

    /**
     * Decodes, checks and compiles a binary.
     *
     * @throws MalformedComponentException if it breaks the format
     * @throws UnsupportedComponentException if it uses what this library does not run
     */
    public static Component parse(byte[] binary) {
        byte[] own = binary.clone();
        Definition.Nested decoded = ComponentDecoder.decode(own);
        CoreModules modules = CoreModules.scan(
                own,
                Linker.modulesOf(decoded).stream()
                        .map(module -> new CoreModules.Range(module.offset(), module.end()))
                        .toList());
        Plan plan = Linker.link(decoded, modules.interfaces());
        return new Component(plan, modules.compile(), sha256(own));
    }

    private static String sha256(byte[] binary) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(binary);
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    public ComponentType type() {
        return plan.type();
    }

    /** The SHA-256 of the binary, as {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /**
     * Makes an instance with its own memory; runs its start functions within the deadline.
     *
     * @throws ComponentLinkException if an import is missing or of another type
     * @throws MemoryLimitException if it declares more memory than allowed
     * @throws ComponentTrapException if a start function traps
     * @throws DeadlineExceededException if a start function runs too long
     * @throws CallInterruptedException if the calling thread is interrupted meanwhile
     */
    public ComponentInstance instantiate(Imports imports, Limits limits) {
        return ComponentInstance.of(plan, modules, imports, limits);
    }
}
