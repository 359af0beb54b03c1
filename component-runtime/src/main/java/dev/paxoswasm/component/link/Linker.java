package dev.paxoswasm.component.link;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentType;
import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.abi.Codecs;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.type.FunctionType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the parts of a {@link Plan} while {@link Evaluator}s walk the component and those nested in it. */
public final class Linker {

    /** A small binary can instantiate a component twice in each of many nested ones. */
    private static final int MAX_DEFINITIONS = 100_000;

    /** The same interface or module can be imported, exported or instantiated again and again. */
    private static final int MAX_PARTS = 300_000;

    /** Functions, globals, segments and the like in all core instances together. */
    private static final long MAX_INSTANCE_PARTS = 500_000;

    /** How deep components may be instantiated in components, and functions lifted of what was lowered. */
    private static final int MAX_DEPTH = 100;

    private static final int BETWEEN_LOOKS = 1 << 10;

    private final Map<Definition.CoreModule, Integer> modules;
    private final List<CoreInterface> interfaces;
    private final Codecs codecs = new Codecs();
    private final Map<FunctionType, Signature> signatures = new IdentityHashMap<>();
    private final List<Plan.Import> imports = new ArrayList<>();
    private final List<Plan.Step> steps = new ArrayList<>();
    private final List<Plan.Lowering> lowerings = new ArrayList<>();
    private final List<Plan.Lifting> liftings = new ArrayList<>();
    private final Map<String, Map<String, FunctionType>> importedTypes = new LinkedHashMap<>();
    private final List<Integer> loweringDepths = new ArrayList<>();
    private final List<Integer> liftingDepths = new ArrayList<>();
    private final Counts counts;
    private final Use use;
    private int states;

    /** Shared by what is linked and what is only checked. */
    private static final class Counts {

        private final Set<Definition.Nested> checked = Collections.newSetFromMap(new IdentityHashMap<>());
        private int definitions;
        private long parts;
        private long instanceParts;
        private int depth;
    }

    /** What becomes of what is linked. */
    private enum Use {
        BY_HOST,
        CHECKED_ONLY
    }

    private Linker(
            Map<Definition.CoreModule, Integer> modules, List<CoreInterface> interfaces, Counts counts, Use use) {
        this.modules = modules;
        this.interfaces = interfaces;
        this.counts = counts;
        this.use = use;
    }

    /** @param interfaces of the modules, in the order of {@link #modulesOf} */
    public static Plan link(Definition.Nested component, List<CoreInterface> interfaces) {
        Map<Definition.CoreModule, Integer> modules = new IdentityHashMap<>();
        modulesOf(component).forEach(module -> modules.put(module, modules.size()));
        return new Linker(modules, interfaces, new Counts(), Use.BY_HOST).plan(component);
    }

    /** All core modules in a component, those in nested components as well. */
    public static List<Definition.CoreModule> modulesOf(Definition.Nested component) {
        List<Definition.CoreModule> found = new ArrayList<>();
        for (Definition definition : component.definitions()) {
            if (definition instanceof Definition.CoreModule module) {
                found.add(module);
            } else if (definition instanceof Definition.Nested nested) {
                found.addAll(modulesOf(nested));
            }
        }
        return found;
    }

    private Plan plan(Definition.Nested component) {
        Evaluator root = new Evaluator(this, new Scope(null, newState()), null);
        Map<String, Item> exported = root.evaluate(component);
        Map<String, Map<String, Plan.Export>> exports = new LinkedHashMap<>();
        exported.forEach((name, item) -> {
            switch (item) {
                case Item.OfFunction function ->
                    exports.computeIfAbsent(Component.ROOT, root1 -> new LinkedHashMap<>())
                            .put(name, export(function));
                case Item.OfInstance instance -> {
                    charge(4L * instance.exports().size(), component.offset());
                    exports.put(name, exportsOf(name, instance, component.offset()));
                }
                case Item.OfType type -> {}
                case Item.OfComponent nested ->
                    throw new UnsupportedComponentException(
                            "the export of the component '" + name + "'",
                            nested.component().offset());
            }
        });
        ComponentType type = new ComponentType(immutable(importedTypes), typesOf(exports));
        return new Plan(
                type,
                List.copyOf(imports),
                List.copyOf(steps),
                List.copyOf(lowerings),
                List.copyOf(liftings),
                immutable(exports),
                states);
    }

    private Map<String, Plan.Export> exportsOf(String name, Item.OfInstance instance, int offset) {
        Map<String, Plan.Export> functions = new LinkedHashMap<>();
        instance.exports().forEach((function, item) -> {
            switch (item) {
                case Item.OfFunction of -> functions.put(function, export(of));
                case Item.OfType type -> {}
                default ->
                    throw new UnsupportedComponentException(
                            "the export '" + function + "' inside the export '" + name + "', no function or type",
                            offset);
            }
        });
        return functions;
    }

    private Plan.Export export(Item.OfFunction function) {
        return new Plan.Export(signature(function.type()), function.source());
    }

    private static Map<String, Map<String, FunctionType>> typesOf(Map<String, Map<String, Plan.Export>> exports) {
        Map<String, Map<String, FunctionType>> types = new LinkedHashMap<>();
        exports.forEach((name, functions) -> {
            Map<String, FunctionType> ofInterface = new LinkedHashMap<>();
            functions.forEach((function, export) ->
                    ofInterface.put(function, export.signature().type()));
            types.put(name, ofInterface);
        });
        return immutable(types);
    }

    private static <T> Map<String, Map<String, T>> immutable(Map<String, Map<String, T>> map) {
        map.replaceAll((name, inner) -> Collections.unmodifiableMap(inner));
        return Collections.unmodifiableMap(map);
    }

    int newState() {
        return states++;
    }

    void count(Definition definition) {
        if (++counts.definitions % BETWEEN_LOOKS == 0) {
            Interruption.stopIfInterrupted();
        }
        if (counts.definitions > MAX_DEFINITIONS) {
            throw new UnsupportedComponentException(
                    "a component that takes more than " + MAX_DEFINITIONS + " definitions to instantiate",
                    definition.offset());
        }
    }

    /** Counts what is made of a definition. */
    void charge(long parts, int offset) {
        counts.parts += parts;
        if (counts.parts > MAX_PARTS) {
            throw new UnsupportedComponentException(
                    "a component that imports, exports or passes more than " + MAX_PARTS + " things", offset);
        }
    }

    /** Checks a nested component by itself, whatever it will be instantiated with. */
    void check(Definition.Nested nested, Scope scope) {
        if (counts.checked.add(nested)) {
            Linker unused = new Linker(modules, interfaces, counts, Use.CHECKED_ONLY);
            new Evaluator(unused, new Scope(scope, unused.newState()), null).evaluate(nested);
        }
    }

    /** What an instance of a nested component exports. */
    Map<String, Item> instantiated(Item.OfComponent component, Map<String, Item> arguments, int offset) {
        if (++counts.depth > MAX_DEPTH) {
            throw new UnsupportedComponentException(
                    "components instantiated in each other deeper than " + MAX_DEPTH, offset);
        }
        Scope scope = new Scope(component.scope(), newState());
        Map<String, Item> exports = new Evaluator(this, scope, arguments).evaluate(component.component());
        counts.depth--;
        return exports;
    }

    Signature signature(FunctionType type) {
        return signatures.computeIfAbsent(type, t -> new Signature(t, codecs));
    }

    int moduleNumber(Definition.CoreModule module) {
        Integer number = modules.get(module);
        if (number == null) {
            throw new AssertionError("every module was collected before");
        }
        return number;
    }

    CoreInterface module(int number) {
        return interfaces.get(number);
    }

    int addStep(Plan.Step step, int parts, int offset) {
        counts.instanceParts += parts;
        if (counts.instanceParts > MAX_INSTANCE_PARTS) {
            throw new UnsupportedComponentException(
                    "core instances of more than " + MAX_INSTANCE_PARTS + " functions, globals, segments and elements",
                    offset);
        }
        steps.add(step);
        return steps.size() - 1;
    }

    CoreItem addLowering(Plan.Lowering lowering, int offset) {
        lowerings.add(lowering);
        loweringDepths.add(
                lowering.target() instanceof Item.Source.Lifted(int number)
                        ? deeper(liftingDepths.get(number), offset)
                        : 0);
        return new CoreItem.Lowered(lowerings.size() - 1, lowering.signature().lowered());
    }

    Item addLifting(Plan.Lifting lifting, Set<Shape.Name> names, int offset) {
        liftings.add(lifting);
        liftingDepths.add(
                lifting.core() instanceof CoreItem.Lowered(int number, var type)
                        ? deeper(loweringDepths.get(number), offset)
                        : 0);
        return new Item.OfFunction(lifting.signature().type(), names, new Item.Source.Lifted(liftings.size() - 1));
    }

    private static int deeper(int depth, int offset) {
        if (depth >= MAX_DEPTH) {
            throw new UnsupportedComponentException(
                    "a function lifted and lowered more than " + MAX_DEPTH + " times", offset);
        }
        return depth + 1;
    }

    /** Turns an import of the whole component into something that the host offers. */
    Item imported(String name, Shape wanted, int offset) {
        return switch (wanted) {
            case Shape.Function function -> importedFunction(Component.ROOT, name, function);
            case Shape.Exported(Shape type) -> new Item.OfType(type);
            case Shape.Instance(Map<String, Shape> exports, int weight) -> {
                Map<String, Item> items = new LinkedHashMap<>();
                charge(exports.size(), offset);
                importedTypes.put(name, new LinkedHashMap<>());
                exports.forEach((export, shape) -> items.put(
                        export,
                        switch (shape) {
                            case Shape.Function function -> importedFunction(name, export, function);
                            case Shape.Exported(Shape type) -> new Item.OfType(type);
                            case Shape.Instance inner when use == Use.CHECKED_ONLY -> imported(export, inner, offset);
                            default ->
                                throw new UnsupportedComponentException(
                                        "an instance inside the imported instance '" + name + "'", offset);
                        }));
                yield new Item.OfInstance(items);
            }
            default -> throw new MalformedComponentException("an import of no kind", offset, "imports are described");
        };
    }

    private Item importedFunction(String interfaceName, String functionName, Shape.Function function) {
        FunctionType type = function.type();
        imports.add(new Plan.Import(interfaceName, functionName, signature(type)));
        importedTypes
                .computeIfAbsent(interfaceName, name -> new LinkedHashMap<>())
                .put(functionName, type);
        return new Item.OfFunction(type, function.names(), new Item.Source.Imported(imports.size() - 1));
    }

    static Object sorted(Sort sort, Object item, String name, int offset) {
        boolean fits = switch (sort) {
            case FUNCTION -> item instanceof Item.OfFunction;
            case TYPE -> item instanceof Item.OfType;
            case INSTANCE -> item instanceof Item.OfInstance;
            case COMPONENT -> item instanceof Item.OfComponent;
            default -> false;
        };
        if (!fits) {
            throw new MalformedComponentException(
                    "'" + name + "' as a " + sort, offset, "it is exported as another sort");
        }
        return item;
    }
}
