package dev.paxoswasm.component.link;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something of the core level that an index refers to. */
sealed interface CoreItem {

    /**
     * @param instance number of the core instance that exports it
     * @param name that it is exported as
     */
    record Exported(int instance, String name) implements CoreItem {}

    /** @param number among {@link Plan#lowerings()} */
    record Lowered(int number) implements CoreItem {}

    /** A function that works with handles; @param number among {@link Plan#builtIns()} */
    record OfBuiltIn(int number) implements CoreItem {}

    /** A core instance, made from a module or of exports alone. */
    sealed interface Instance {

        @Nullable
        CoreItem export(String name);
    }

    /** @param number among the core instances that are made */
    record OfModule(int number) implements Instance {

        @Override
        public CoreItem export(String name) {
            return new Exported(number, name);
        }
    }

    record OfExports(Map<String, CoreItem> exports) implements Instance {

        @Override
        public @Nullable CoreItem export(String name) {
            return exports.get(name);
        }
    }
}
