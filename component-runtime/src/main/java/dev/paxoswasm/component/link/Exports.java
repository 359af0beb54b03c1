package dev.paxoswasm.component.link;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.shape.Extern;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.type.FunctionType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What the host sees of an instance: no more than the type of its component says. */
final class Exports {

    private final Linker linker;
    private final int offset;
    private final Map<String, Map<String, Plan.Export>> functions = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> resources = new LinkedHashMap<>();
    private final Map<String, Map<String, Plan.ExportedModule>> modules = new LinkedHashMap<>();

    Exports(Linker linker, int offset) {
        this.linker = linker;
        this.offset = offset;
    }

    Map<String, Map<String, Plan.Export>> functions() {
        return immutable(functions);
    }

    Map<String, Map<String, Integer>> resources() {
        return immutable(resources);
    }

    Map<String, Map<String, Plan.ExportedModule>> modules() {
        return immutable(modules);
    }

    /** Of the outermost component. */
    void addAll(Map<String, Extern> types, Map<String, Item> items) {
        types.forEach((name, type) -> {
            Item item = Objects.requireNonNull(items.get(name));
            if (type.item() instanceof Shape.Instance instance && item instanceof Item.OfInstance given) {
                addAll(name, instance, given);
            } else {
                add(Component.ROOT, name, item);
            }
        });
    }

    private void addAll(String interfaceName, Shape.Instance type, Item.OfInstance instance) {
        linker.budget.charge(4L * type.exports().size(), offset);
        functions.put(interfaceName, new LinkedHashMap<>());
        type.exports().forEach((name, extern) -> {
            Item item = Objects.requireNonNull(instance.exports().get(name));
            if (extern.item() instanceof Shape.Instance inner && item instanceof Item.OfInstance given) {
                addAll(linker.path(interfaceName, name, offset), inner, given);
            } else {
                add(interfaceName, name, item);
            }
        });
    }

    private void add(String interfaceName, String name, Item item) {
        if (item instanceof Item.OfFunction(FunctionType type, Item.Source source)) {
            functions
                    .computeIfAbsent(interfaceName, key -> new LinkedHashMap<>())
                    .put(name, new Plan.Export(linker.signature(type), source));
        } else if (item instanceof Item.OfType(Shape.Resource resource)) {
            linker.exported(resource.type(), name);
            resources
                    .computeIfAbsent(interfaceName, key -> new LinkedHashMap<>())
                    .put(name, linker.number(resource.type()));
        } else if (item instanceof Item.OfModule module) {
            modules.computeIfAbsent(interfaceName, key -> new LinkedHashMap<>())
                    .put(
                            name,
                            switch (module) {
                                case Item.OfOwnModule(int number) ->
                                    new Plan.ExportedModule(Plan.Origin.BINARY, number);
                                case Item.OfImportedModule(int number) ->
                                    new Plan.ExportedModule(Plan.Origin.HOST, number);
                            });
        }
    }

    Map<String, Map<String, FunctionType>> types() {
        Map<String, Map<String, FunctionType>> types = new LinkedHashMap<>();
        functions.forEach((name, exports) -> {
            Map<String, FunctionType> ofInterface = new LinkedHashMap<>();
            exports.forEach((function, export) ->
                    ofInterface.put(function, export.signature().type()));
            types.put(name, ofInterface);
        });
        return immutable(types);
    }

    static <T> Map<String, Map<String, T>> immutable(Map<String, Map<String, T>> map) {
        Map<String, Map<String, T>> copy = new LinkedHashMap<>();
        map.forEach((name, inner) -> copy.put(name, Collections.unmodifiableMap(inner)));
        return Collections.unmodifiableMap(copy);
    }
}
