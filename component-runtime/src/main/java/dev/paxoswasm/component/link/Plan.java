package dev.paxoswasm.component.link;

import dev.paxoswasm.component.ComponentType;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.StringEncoding;
import dev.paxoswasm.component.shape.ModuleShape;
import dev.paxoswasm.component.type.ResourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to make an instance of a component: which core modules to instantiate, in what order, with what, which functions
 * to lift and lower, and which resource types there are. Immutable.
 *
 * @param imports the functions that the host must offer
 * @param resourceImports the resource types that the host must offer
 * @param moduleImports the core modules that the host must offer
 * @param unoffered what is imported that no host can offer, in words
 * @param states how many component instances there are, the component itself counted; each gives the number of the one
 *     around it, or -1
 */
public record Plan(
        ComponentType type,
        List<Import> imports,
        List<ResourceImport> resourceImports,
        List<ModuleImport> moduleImports,
        List<String> unoffered,
        List<Step> steps,
        List<Lowering> lowerings,
        List<Lifting> liftings,
        List<BuiltIn> builtIns,
        List<Resource> resources,
        Map<String, Map<String, Export>> exports,
        Map<String, Map<String, Integer>> exportedResources,
        Map<String, Map<String, ExportedModule>> exportedModules,
        List<Integer> states) {

    /** A function that the host must offer. */
    public record Import(String interfaceName, String functionName, Signature signature) {}

    /**
     * A resource type that the host must offer, or one that must be the same if the host offers it.
     *
     * @param number among the resources
     */
    public record ResourceImport(String interfaceName, String name, int number, Wanted wanted) {}

    /** What is wanted of a resource type that is imported. */
    public enum Wanted {
        ANY,
        SAME
    }

    /** A core module that the host must offer. */
    public record ModuleImport(String interfaceName, String name, ModuleShape wanted) {}

    /** A core module that is exported; @param number among those of the binary, or of what is imported. */
    public record ExportedModule(Origin origin, int number) {}

    /** Where a core module comes from. */
    public enum Origin {
        BINARY,
        HOST
    }

    /** What is done next. */
    sealed interface Step {

        /** Instantiate a core module; @param arguments the core instances that it imports from, by name. */
        record Instantiate(Item.OfModule module, Map<String, CoreItem.Instance> arguments) implements Step {}

        /** Make a resource type; it is known before anything uses it. */
        record Define(int resource) implements Step {}

        /** All start functions of a component instance have run. */
        record Instantiated(int state) implements Step {}
    }

    record Options(
            int state, @Nullable CoreItem memory, @Nullable CoreItem realloc, StringEncoding encoding) {}

    record Lowering(Signature signature, Item.Source target, Options options) {}

    record Lifting(
            Signature signature, CoreItem core, @Nullable CoreItem postReturn, Options options) {}

    /** A function that works with handles of a component instance. */
    record BuiltIn(Definition.BuiltIn builtIn, int state, int resource) {}

    /**
     * A resource type.
     *
     * @param name for messages: that of its export, if it is exported
     * @param state the component instance that defines it, or -1 if the host does
     */
    public record Resource(
            String name,
            ResourceType type,
            int state,
            @Nullable CoreItem destructor) {

        static Resource of(ResourceType type, int state, @Nullable CoreItem destructor) {
            return new Resource(type.name(), type, state, destructor);
        }

        Resource named(String exported) {
            return new Resource(exported, type, state, destructor);
        }
    }

    /** A function that the component exports. */
    public record Export(Signature signature, Item.Source source) {}
}
