package dev.paxoswasm.component.link;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.shape.Extern;
import dev.paxoswasm.component.shape.ModuleShape;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.type.FunctionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what the whole component imports into things that the host offers. */
final class ImportedItems {

    private final Linker linker;
    private final List<Plan.Import> functions = new ArrayList<>();
    private final List<Plan.ResourceImport> resources = new ArrayList<>();
    private final List<Plan.ModuleImport> modules = new ArrayList<>();
    private final List<String> unoffered = new ArrayList<>();
    private final Map<String, Map<String, FunctionType>> types = new LinkedHashMap<>();

    ImportedItems(Linker linker) {
        this.linker = linker;
    }

    List<Plan.Import> functions() {
        return List.copyOf(functions);
    }

    List<Plan.ResourceImport> resources() {
        return List.copyOf(resources);
    }

    List<Plan.ModuleImport> modules() {
        return List.copyOf(modules);
    }

    List<String> unoffered() {
        return List.copyOf(unoffered);
    }

    Map<String, Map<String, FunctionType>> types() {
        return types;
    }

    /** @param at where the import stands */
    Item of(String name, Extern wanted, int at) {
        return switch (wanted.item()) {
            case Shape.Instance instance when wanted.sort() == Sort.INSTANCE -> instance(name, instance, at);
            default -> part(Component.ROOT, name, wanted);
        };
    }

    private Item instance(String interfaceName, Shape.Instance instance, int at) {
        types.put(interfaceName, new LinkedHashMap<>());
        Map<String, Item> items = new LinkedHashMap<>();
        instance.exports()
                .forEach((name, extern) -> items.put(
                        name,
                        extern.item() instanceof Shape.Instance inner && extern.sort() == Sort.INSTANCE
                                ? instance(linker.path(interfaceName, name, at), inner, at)
                                : part(interfaceName, name, extern)));
        return new Item.OfInstance(items);
    }

    private Item part(String interfaceName, String name, Extern wanted) {
        return switch (wanted.item()) {
            case Shape.Function function when wanted.sort() == Sort.FUNCTION -> function(interfaceName, name, function);
            case Shape.Resource resource -> resource(interfaceName, name, resource);
            case Shape.Component component
            when wanted.sort() == Sort.COMPONENT -> {
                unoffered.add("the component " + name + " of " + interfaceName);
                yield new Item.OfImportedComponent(name);
            }
            case Shape type -> new Item.OfType(type);
            default -> {
                modules.add(new Plan.ModuleImport(interfaceName, name, (ModuleShape) wanted.item()));
                yield new Item.OfImportedModule(modules.size() - 1);
            }
        };
    }

    private Item function(String interfaceName, String name, Shape.Function function) {
        FunctionType type = function.type();
        functions.add(new Plan.Import(interfaceName, name, linker.signature(type)));
        types.computeIfAbsent(interfaceName, key -> new LinkedHashMap<>()).put(name, type);
        return new Item.OfFunction(type, new Item.Source.Imported(functions.size() - 1));
    }

    private Item resource(String interfaceName, String name, Shape.Resource resource) {
        boolean known = linker.isNumbered(resource.type());
        if (!known) {
            linker.imported(Plan.Resource.of(resource.type(), -1, null));
        }
        resources.add(new Plan.ResourceImport(
                interfaceName, name, linker.number(resource.type()), known ? Plan.Wanted.SAME : Plan.Wanted.ANY));
        return new Item.OfType(resource);
    }
}
