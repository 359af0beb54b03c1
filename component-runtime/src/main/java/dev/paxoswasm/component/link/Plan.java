package dev.paxoswasm.component.link;

import dev.paxoswasm.component.ComponentType;
import dev.paxoswasm.component.abi.Signature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to make an instance of a component: which core modules to instantiate, in what order, with what, and which
 * functions to lift and lower. Immutable.
 *
 * @param states how many component instances there are, the component itself counted
 */
public record Plan(
        ComponentType type,
        List<Import> imports,
        List<Step> steps,
        List<Lowering> lowerings,
        List<Lifting> liftings,
        Map<String, Map<String, Export>> exports,
        int states) {

    /** A function that the host must offer. */
    public record Import(String interfaceName, String functionName, Signature signature) {}

    /** Instantiate a core module; @param arguments one for each of its imports. */
    record Step(int module, List<CoreItem> arguments) {}

    record Options(
            int state, @Nullable CoreItem memory, @Nullable CoreItem realloc) {}

    record Lowering(Signature signature, Item.Source target, Options options) {}

    record Lifting(
            Signature signature, CoreItem core, @Nullable CoreItem postReturn, Options options) {}

    /** A function that the component exports. */
    record Export(Signature signature, Item.Source source) {}
}
