package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.binary.Sort;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The index spaces of one component instance, or of the type of one. */
final class Scope {

    private final @Nullable Scope outer;
    private final Map<Sort, List<Object>> spaces = new EnumMap<>(Sort.class);

    /** The types of the whole component. */
    final TypePool types;

    /** Names of types that the component instance has imported or exported. */
    final Set<Shape.Name> named = new HashSet<>();

    /** Number of the component instance, for its state while it runs. */
    final int state;

    Scope(@Nullable Scope outer, int state) {
        this.outer = outer;
        this.types = outer == null ? new TypePool() : outer.types;
        this.state = state;
    }

    void add(Sort sort, Object item) {
        spaces.computeIfAbsent(sort, s -> new ArrayList<>()).add(item);
    }

    Object get(Sort sort, int index, int offset) {
        List<Object> space = spaces.getOrDefault(sort, List.of());
        if (index < 0 || index >= space.size()) {
            throw new MalformedComponentException(
                    sort + " " + index, offset, "only " + space.size() + " of that sort are defined before");
        }
        return space.get(index);
    }

    Shape type(int index, int offset) {
        return ((Item.OfType) get(Sort.TYPE, index, offset)).shape();
    }

    Item.OfFunction function(int index, int offset) {
        return (Item.OfFunction) get(Sort.FUNCTION, index, offset);
    }

    Item.OfInstance instance(int index, int offset) {
        return (Item.OfInstance) get(Sort.INSTANCE, index, offset);
    }

    CoreItem core(Sort sort, int index, int offset) {
        return (CoreItem) get(sort, index, offset);
    }

    CoreItem.Instance coreInstance(int index, int offset) {
        return (CoreItem.Instance) get(Sort.CORE_INSTANCE, index, offset);
    }

    Scope outer(int count, int offset) {
        Scope scope = this;
        for (int i = 0; i < count; i++) {
            if (scope.outer == null) {
                throw new MalformedComponentException(
                        "an alias " + count + " scopes out", offset, "only " + i + " scopes enclose it");
            }
            scope = scope.outer;
        }
        return scope;
    }
}
