package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.type.ResourceType;
import java.util.Set;

/** What an import or an export is. */
public sealed interface Extern {

    int weight();

    Set<ResourceType> free();

    Sort sort();

    /** What stands in the index space of the sort. */
    Object item();

    /** A core module. */
    record OfModule(ModuleShape item) implements Extern {

        @Override
        public int weight() {
            return 1 + item.imports().size() + item.exports().size();
        }

        @Override
        public Set<ResourceType> free() {
            return Set.of();
        }

        @Override
        public Sort sort() {
            return Sort.CORE_MODULE;
        }
    }

    /** A function, an instance, a component, or a type itself, as the sort says. */
    record Of(Sort sort, Shape item) implements Extern {

        @Override
        public int weight() {
            return item.weight();
        }

        @Override
        public Set<ResourceType> free() {
            return item.free();
        }
    }

    /** @param item of an index space */
    static Extern of(Sort sort, Object item) {
        return item instanceof ModuleShape module ? new OfModule(module) : new Of(sort, (Shape) item);
    }

    /** In words, for messages. */
    default String describe() {
        return switch (item()) {
            case Shape.Function function -> shortened(function.type());
            case Shape.Value value -> "the type " + shortened(value.type());
            case Shape.Resource resource -> "the resource type " + resource.type();
            case Shape.Instance instance -> sort() == Sort.TYPE ? "the type of an instance" : "an instance";
            case Shape.Component component -> sort() == Sort.TYPE ? "the type of a component" : "a component";
            default -> "a core module";
        };
    }

    private static String shortened(Object type) {
        String text = type.toString();
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
