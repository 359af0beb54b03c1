package dev.paxoswasm.component.link;

import dev.paxoswasm.component.ComponentType;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.abi.Codecs;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.shape.Budget;
import dev.paxoswasm.component.shape.Scope;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ResourceType;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Collects the parts of a {@link Plan} while {@link Evaluator}s walk a component that has been checked. */
public final class Linker {

    /** Functions, globals, segments and the like in all core instances together. */
    private static final long MAX_INSTANCE_PARTS = 500_000;

    /** How deep components may be instantiated in components, and functions lifted of what was lowered. */
    private static final int MAX_DEPTH = 100;

    private final Map<Definition.CoreModule, Item.OfModule> modules = new IdentityHashMap<>();
    private final Map<ResourceType, Integer> numbers = new IdentityHashMap<>();
    private final Codecs codecs = new Codecs(this::number);
    private final List<Plan.Step> steps = new ArrayList<>();
    private final List<Plan.Lowering> lowerings = new ArrayList<>();
    private final List<Plan.Lifting> liftings = new ArrayList<>();
    private final List<Plan.BuiltIn> builtIns = new ArrayList<>();
    private final List<Plan.Resource> resources = new ArrayList<>();
    private final List<Integer> states = new ArrayList<>();
    private final List<Integer> loweringDepths = new ArrayList<>();
    private final List<Integer> liftingDepths = new ArrayList<>();
    final ImportedItems imports = new ImportedItems(this);
    final Budget budget = new Budget();
    private int instances;
    private long instanceParts;
    private int depth;

    private final List<CoreInterface> interfaces;

    private Linker(List<CoreInterface> interfaces) {
        this.interfaces = interfaces;
    }

    /**
     * @param interfaces of the modules, in the order of {@link #modulesOf}
     * @param type what validation found the component to be
     */
    public static Plan link(Definition.Nested component, List<CoreInterface> interfaces, Shape.Component type) {
        Linker linker = new Linker(interfaces);
        List<Definition.CoreModule> modules = modulesOf(component);
        for (int i = 0; i < modules.size(); i++) {
            linker.modules.put(modules.get(i), new Item.OfOwnModule(i));
        }
        return linker.plan(component, type);
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

    /** The name of an instance inside another; charged by its length, as each holds all those around it. */
    String path(String outer, String inner, int offset) {
        budget.charge(1 + (outer.length() + inner.length()) / 10, offset);
        return outer + "/" + inner;
    }

    private Plan plan(Definition.Nested component, Shape.Component type) {
        Map<String, Item> items = new Evaluator(this, Scope.root(budget), newState(-1), null).evaluate(component);
        Exports exports = new Exports(this, component.offset());
        exports.addAll(type.exports(), items);
        return new Plan(
                new ComponentType(Exports.immutable(imports.types()), exports.types()),
                imports.functions(),
                imports.resources(),
                imports.modules(),
                imports.unoffered(),
                List.copyOf(steps),
                List.copyOf(lowerings),
                List.copyOf(liftings),
                List.copyOf(builtIns),
                List.copyOf(resources),
                exports.functions(),
                exports.resources(),
                exports.modules(),
                List.copyOf(states));
    }

    private int newState(int parent) {
        states.add(parent);
        return states.size() - 1;
    }

    /** What an instance of a nested component exports. */
    Map<String, Item> instantiated(Item item, Map<String, Item> arguments, int parent, int offset) {
        if (!(item instanceof Item.OfComponent component)) {
            throw new UnsupportedComponentException("the instantiation of a component that is imported", offset);
        }
        if (++depth > MAX_DEPTH) {
            throw new UnsupportedComponentException(
                    "components instantiated in each other deeper than " + MAX_DEPTH, offset);
        }
        Scope scope = component.scope().inner(Scope.Kind.COMPONENT);
        Map<String, Item> exports =
                new Evaluator(this, scope, newState(parent), arguments).evaluate(component.component());
        depth--;
        return exports;
    }

    Signature signature(FunctionType type) {
        return codecs.signature(type);
    }

    Item.OfModule module(Definition.CoreModule module) {
        Item.OfModule item = modules.get(module);
        if (item == null) {
            throw new AssertionError("every module was collected before");
        }
        return item;
    }

    /** @return the number of the core instance */
    int addInstance(Item.OfModule module, Map<String, CoreItem.Instance> arguments, int offset) {
        if (module instanceof Item.OfOwnModule(int number)) {
            CoreInterface scanned = interfaces.get(number);
            budget.charge(scanned.imports().size() + scanned.exports().size(), offset);
            instanceParts += scanned.parts();
        }
        if (instanceParts > MAX_INSTANCE_PARTS) {
            throw new UnsupportedComponentException(
                    "core instances of more than " + MAX_INSTANCE_PARTS + " functions, globals, segments and elements",
                    offset);
        }
        add(new Plan.Step.Instantiate(module, arguments));
        return instances++;
    }

    void add(Plan.Step step) {
        steps.add(step);
    }

    void define(Plan.Resource resource) {
        imported(resource);
        add(new Plan.Step.Define(number(resource.type())));
    }

    void imported(Plan.Resource resource) {
        numbers.put(resource.type(), resources.size());
        resources.add(resource);
    }

    /** Names a resource type as the component that defines it exports it. */
    void exported(ResourceType type, String name) {
        resources.set(number(type), resources.get(number(type)).named(name));
    }

    boolean isNumbered(ResourceType type) {
        return numbers.containsKey(type);
    }

    int number(ResourceType type) {
        Integer number = numbers.get(type);
        if (number == null) {
            throw new AssertionError("a resource type is defined or imported before it is used");
        }
        return number;
    }

    CoreItem addBuiltIn(Plan.BuiltIn builtIn) {
        builtIns.add(builtIn);
        return new CoreItem.OfBuiltIn(builtIns.size() - 1);
    }

    CoreItem addLowering(Plan.Lowering lowering, int offset) {
        lowerings.add(lowering);
        loweringDepths.add(
                lowering.target() instanceof Item.Source.Lifted(int number)
                        ? deeper(liftingDepths.get(number), offset)
                        : 0);
        return new CoreItem.Lowered(lowerings.size() - 1);
    }

    Item addLifting(Plan.Lifting lifting, int offset) {
        liftings.add(lifting);
        liftingDepths.add(
                lifting.core() instanceof CoreItem.Lowered(int number)
                        ? deeper(loweringDepths.get(number), offset)
                        : 0);
        return new Item.OfFunction(lifting.signature().type(), new Item.Source.Lifted(liftings.size() - 1));
    }

    private static int deeper(int depth, int offset) {
        if (depth >= MAX_DEPTH) {
            throw new UnsupportedComponentException(
                    "a function lifted and lowered more than " + MAX_DEPTH + " times", offset);
        }
        return depth + 1;
    }
}
