package dev.paxoswasm.component;

import dev.paxoswasm.component.binary.ComponentDecoder;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.CoreModules;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.link.Linker;
import dev.paxoswasm.component.link.Plan;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
     * Decodes, checks and compiles a binary. Time and memory are bounded by its size: what would take more is refused.
     *
     * @throws MalformedComponentException if it breaks the format
     * @throws UnsupportedComponentException if it uses what this library does not run
     * @throws CallInterruptedException if the thread is or gets interrupted
     */
    public static Component parse(byte[] binary) {
        return parse(binary, CompiledCode.NONE);
    }

    /**
     * Does the same, and compiles only what was not kept: decoding and checking are never left out.
     *
     * @param kept where compiled code is looked for, and kept
     */
    public static Component parse(byte[] binary, CompiledCode kept) {
        try {
            return parsed(binary.clone(), kept);
        } catch (StackOverflowError e) {
            throw new UnsupportedComponentException("something nested too deep for the stack of this thread", 0);
        } catch (RuntimeException e) {
            if (Interruption.is(e)) {
                throw new CallInterruptedException("the thread was interrupted, so the component was not parsed");
            }
            throw e;
        }
    }

    /**
     * Does the same on a thread of its own, and waits for it no longer than the deadline. That thread then stops at the
     * next core module, the compiling of which is bounded by its size.
     *
     * @throws DeadlineExceededException if it takes longer
     */
    public static Component parse(byte[] binary, Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive, not " + deadline);
        }
        FutureTask<Component> parsing = new FutureTask<>(() -> parse(binary));
        Thread.ofPlatform().daemon().name("component-parse").start(parsing);
        try {
            return parsing.get(Limits.nanos(deadline), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            parsing.cancel(true);
            throw new DeadlineExceededException("the parsing of a component took longer than " + deadline, e);
        } catch (InterruptedException e) {
            parsing.cancel(true);
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted, so the component was not parsed");
        } catch (ExecutionException e) {
            throw ComponentInstance.<RuntimeException>unchecked(Objects.requireNonNull(e.getCause()));
        }
    }

    private static Component parsed(byte[] own, CompiledCode kept) {
        Definition.Nested decoded = ComponentDecoder.decode(own);
        CoreModules modules = CoreModules.scan(
                own,
                Linker.modulesOf(decoded).stream()
                        .map(module -> new CoreModules.Range(module.offset(), module.end()))
                        .toList());
        Plan plan = Linker.link(decoded, modules.interfaces());
        return new Component(plan, modules.compile(kept), sha256(own));
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
