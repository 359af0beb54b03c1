package dev.paxoswasm.component;

import dev.paxoswasm.component.binary.ComponentDecoder;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Sections;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.CoreModules;
import dev.paxoswasm.component.core.ForeignModules;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.core.Sha256;
import dev.paxoswasm.component.link.Linker;
import dev.paxoswasm.component.link.Plan;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.validation.Validator;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A component, decoded, checked and compiled. Immutable and thread-safe; parse once, instantiate often. */
public final class Component {

    /** The "interface name" of functions that a world imports or exports directly, outside any interface. */
    public static final String ROOT = "$root";

    private final Plan plan;
    private final List<CoreModule> modules;

    /** The core modules that are exported, by their numbers. */
    private final Map<Integer, byte[]> exported;

    private final ForeignModules foreign;
    private final String digest;

    private Component(
            Plan plan, List<CoreModule> modules, Map<Integer, byte[]> exported, ForeignModules foreign, String digest) {
        this.plan = plan;
        this.modules = modules;
        this.exported = exported;
        this.foreign = foreign;
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
        } catch (MalformedComponentException e) {
            throw e.in(Sections.at(binary, e.offset()));
        } catch (UnsupportedComponentException e) {
            throw e.in(Sections.at(binary, e.offset()));
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

    /**
     * A component that has been checked, but for the code of its core modules.
     *
     * @param ranges where each of its core modules lies
     */
    private record Checked(List<Definition.CoreModule> ranges, CoreModules modules, Plan plan) {

        static Checked of(byte[] binary) {
            Definition.Nested decoded = ComponentDecoder.decode(binary);
            List<Definition.CoreModule> ranges = Linker.modulesOf(decoded);
            CoreModules modules = CoreModules.scan(
                    binary,
                    ranges.stream()
                            .map(module -> new CoreModules.Range(module.offset(), module.end()))
                            .toList());
            List<CoreInterface> interfaces = modules.interfaces();
            Map<Definition.CoreModule, CoreInterface> byModule = new IdentityHashMap<>();
            for (int i = 0; i < interfaces.size(); i++) {
                byModule.put(ranges.get(i), interfaces.get(i));
            }
            Shape.Component type = Validator.check(decoded, byModule);
            return new Checked(ranges, modules, Linker.link(decoded, interfaces, type));
        }

        /** The core modules that it exports, by their numbers. */
        Map<Integer, byte[]> exported(byte[] binary) {
            Map<Integer, byte[]> exported = new HashMap<>();
            for (Map<String, Plan.ExportedModule> named : plan.exportedModules().values()) {
                for (Plan.ExportedModule module : named.values()) {
                    if (module.origin() == Plan.Origin.BINARY) {
                        Definition.CoreModule range = ranges.get(module.number());
                        exported.put(module.number(), Arrays.copyOfRange(binary, range.offset(), range.end()));
                    }
                }
            }
            return exported;
        }
    }

    private static Component parsed(byte[] own, CompiledCode kept) {
        Checked checked = Checked.of(own);
        CoreModules modules = checked.modules();
        return new Component(
                checked.plan(),
                modules.compile(kept),
                checked.exported(own),
                modules.foreign(),
                "sha256:" + Sha256.hex(own));
    }

    /** Does what parsing does before the code of core modules is validated and compiled. */
    static ComponentType checked(byte[] binary) {
        return Checked.of(binary).plan().type();
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
        return instantiate(imports, limits, null);
    }

    /**
     * Does the same.
     *
     * @param log is told what crosses the boundary of the instance; null for nobody
     */
    public ComponentInstance instantiate(Imports imports, Limits limits, @Nullable CallLog log) {
        return ComponentInstance.of(plan, modules, exported, foreign, imports, limits, log);
    }
}
