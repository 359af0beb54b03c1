package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.Definition.Named;
import dev.paxoswasm.component.binary.ExternName;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.type.ResourceType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The index spaces of one component instance, or of the type of one, with what it imports and exports. */
public final class Scope {

    /** What the definitions are those of. */
    public enum Kind {
        COMPONENT,
        COMPONENT_TYPE,
        INSTANCE_TYPE
    }

    private final @Nullable Scope outer;
    private final Kind kind;
    private final Map<Sort, List<Object>> spaces = new EnumMap<>(Sort.class);

    private final ExternNames importNames = new ExternNames("import");
    private final ExternNames exportNames = new ExternNames("export");
    private final NamedTypes named;
    private final Map<String, Extern> imports = new LinkedHashMap<>();
    private final Map<String, Extern> exports = new LinkedHashMap<>();
    private final Set<ResourceType> importedResources = new LinkedHashSet<>();
    private final Set<ResourceType> exportedResources = new LinkedHashSet<>();

    /** The types of the whole component. */
    final TypePool types;

    final Budget budget;

    private Scope(@Nullable Scope outer, Kind kind, TypePool types, Budget budget) {
        this.outer = outer;
        this.kind = kind;
        this.types = types;
        this.budget = budget;
        this.named = new NamedTypes(budget);
    }

    /** Of the outermost component. */
    public static Scope root(Budget budget) {
        return new Scope(null, Kind.COMPONENT, new TypePool(), budget);
    }

    public Scope inner(Kind innerKind) {
        return new Scope(this, innerKind, types, budget);
    }

    public void add(Sort sort, Object item) {
        spaces.computeIfAbsent(sort, s -> new ArrayList<>()).add(item);
    }

    public Object get(Sort sort, int index, int offset) {
        List<Object> space = spaces.getOrDefault(sort, List.of());
        if (index < 0 || index >= space.size()) {
            throw new MalformedComponentException(
                    sort + " " + index, offset, "only " + space.size() + " of that sort are defined before");
        }
        return space.get(index);
    }

    public Shape type(int index, int offset) {
        return (Shape) get(Sort.TYPE, index, offset);
    }

    public Shape.Resource resource(int index, int offset) {
        if (!(type(index, offset) instanceof Shape.Resource resource)) {
            throw new MalformedComponentException(
                    "type " + index + " as a resource type", offset, "it is another kind of type");
        }
        return resource;
    }

    public Shape.Instance instance(int index, int offset) {
        return (Shape.Instance) get(Sort.INSTANCE, index, offset);
    }

    /** What an alias of something further out refers to. */
    public Object outer(Sort sort, int count, int index, int offset) {
        Scope scope = this;
        boolean leavesComponent = false;
        for (int i = 0; i < count; i++) {
            leavesComponent |= scope.kind == Kind.COMPONENT;
            if (scope.outer == null) {
                throw new MalformedComponentException(
                        "an alias " + count + " scopes out", offset, "only " + i + " scopes enclose it");
            }
            scope = scope.outer;
        }
        Object item = scope.get(sort, index, offset);
        if (leavesComponent && item instanceof Shape shape && !shape.free().isEmpty()) {
            throw new MalformedComponentException(
                    "the alias of a type of another component that refers to a resource type",
                    offset,
                    "resource types are imported, as they are new ones in each instance");
        }
        return item;
    }

    /** What an alias of an export of an instance refers to. */
    public Object exported(Sort sort, int instance, String name, int offset) {
        Extern export = instance(instance, offset).exports().get(name);
        if (export == null) {
            throw new MalformedComponentException(
                    "the alias of '" + name + "'", offset, "instance " + instance + " exports no such name");
        }
        if (export.sort() != sort) {
            throw new MalformedComponentException(
                    "'" + name + "' as a " + sort, offset, "it is exported as a " + export.sort());
        }
        return export.item();
    }

    /** Adds an import to what the component has, and to its index space. */
    public void addImport(ExternName name, Description description, int offset) {
        Extern extern = TypeResolver.described(name.text(), description, this, importedResources);
        importNames.add(name, extern);
        requireNamed(named.register(extern, NamedTypes.Direction.IMPORT, offset), "the import " + name, offset);
        imports.put(name.text(), extern);
        add(extern.sort(), extern.item());
    }

    /** What a description of an import wants. */
    public Extern described(String name, Description description) {
        return TypeResolver.described(name, description, this, importedResources);
    }

    /** Adds an export of a type, which is described only. */
    void addExport(ExternName name, Description description, int offset) {
        addExport(name, TypeResolver.described(name.text(), description, this, exportedResources), offset);
    }

    /** Adds an export of something of an index space, which is described as well, or not. */
    public void addExport(ExternName name, Sort sort, Object item, @Nullable Description description, int offset) {
        Extern extern = Extern.of(sort, item);
        if (description == null) {
            extern = sort == Sort.TYPE ? Extern.of(sort, ((Shape) item).named()) : extern;
        } else {
            Set<ResourceType> fresh = new HashSet<>();
            Extern wanted = TypeResolver.described(name.text(), description, this, fresh);
            new Matching(types, budget, offset).match(name.text(), extern, wanted, fresh);
            extern = wanted;
        }
        addExport(name, extern, offset);
    }

    private void addExport(ExternName name, Extern extern, int offset) {
        exportNames.add(name, extern);
        requireNamed(named.register(extern, NamedTypes.Direction.EXPORT, offset), "the export " + name, offset);
        exports.put(name.text(), extern);
        add(extern.sort(), extern.item());
    }

    private void requireNamed(boolean allNamed, String what, int offset) {
        // What the type of an instance uses is looked at where something has that type.
        if (!allNamed && kind != Kind.INSTANCE_TYPE) {
            throw new MalformedComponentException(
                    what + " uses a type without a name",
                    offset,
                    "records, variants, enums, flags and resources that are used in it are imported or exported"
                            + " before");
        }
    }

    /** The type of an instance of that the exports are the declarations. */
    Shape.Instance asInstanceType(int weight) {
        Set<ResourceType> bound = Set.copyOf(exportedResources);
        return new Shape.Instance(exports, bound, weight, Sets.without(free(exports), bound));
    }

    /** The type of the component that these are the definitions of. */
    public Shape.Component asComponent(int offset) {
        int weight = Instances.weight(imports, offset) + Instances.weight(exports, offset);
        Set<ResourceType> imported = Set.copyOf(importedResources);
        Set<ResourceType> ofExports = Sets.without(free(exports), imported);
        if (kind == Kind.COMPONENT) {
            return new Shape.Component(imports, exports, imported, ofExports, weight, Set.of());
        }
        Set<ResourceType> exported = Set.copyOf(exportedResources);
        Set<ResourceType> free = Sets.union(
                Sets.without(Sets.without(free(imports), imported), exported), Sets.without(ofExports, exported));
        return new Shape.Component(imports, exports, imported, exported, weight, free);
    }

    /** All that is imported or exported. */
    List<Extern> externs() {
        List<Extern> all = new ArrayList<>(imports.values());
        all.addAll(exports.values());
        return all;
    }

    static Set<ResourceType> free(Map<String, Extern> externs) {
        Set<ResourceType> first = Set.of();
        Set<ResourceType> all = null;
        for (Extern each : externs.values()) {
            Set<ResourceType> free = each.free();
            if (first.isEmpty()) {
                first = free;
            } else if (free != first && !free.isEmpty()) {
                all = all == null ? new HashSet<>(first) : all;
                all.addAll(free);
            }
        }
        return all == null ? first : Collections.unmodifiableSet(all);
    }

    /** The type of an instance that was made of items with names. */
    public Shape.Instance instanceOf(List<Named> named) {
        ExternNames names = new ExternNames("export");
        Map<String, Extern> externs = new LinkedHashMap<>();
        for (Named each : named) {
            budget.charge(1, each.offset());
            Extern extern = externOf(each.sort(), each.index(), each.offset());
            if (extern.item() instanceof Shape type && extern.sort() == Sort.TYPE) {
                extern = Extern.of(Sort.TYPE, type.named());
            }
            names.add(each.name(), extern);
            externs.put(each.name().text(), extern);
        }
        return new Instances(types, budget)
                .of(externs, named.isEmpty() ? 0 : named.getFirst().offset());
    }

    /** Something of an index space, as it is passed or exported. */
    public Extern externOf(Sort sort, int index, int offset) {
        Object item = get(sort, index, offset);
        if (!(item instanceof Shape) && !(item instanceof ModuleShape)) {
            throw new MalformedComponentException(
                    "passing or exporting a " + sort, offset, "core modules, functions, types and the like are");
        }
        return Extern.of(sort, item);
    }

    /** The instance that instantiating a component makes, which is given what it imports. */
    public Shape.Instance instantiated(Shape.Component component, Map<String, Extern> given, int offset) {
        return new Instances(types, budget).instantiated(component, given, offset);
    }
}
