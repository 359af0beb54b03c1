package dev.paxoswasm.component.link;

import dev.paxoswasm.component.core.CoreExternType;
import java.util.Map;

/** Something of the core level that an index refers to. */
sealed interface CoreItem {

    CoreExternType type();

    /**
     * @param instance number of the core instance that exports it
     * @param index in the index space of its kind there
     */
    record Exported(int instance, int index, CoreExternType type) implements CoreItem {}

    /** @param number among {@link Plan#lowerings()} */
    record Lowered(int number, CoreExternType type) implements CoreItem {}

    /** A core instance, made from a module or of exports alone. */
    record Instance(Map<String, CoreItem> exports) {}
}
