package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import java.util.Map;
import java.util.Objects;

/** An instance of a core module. What is asked of it by name is known to be exported, and of that kind. */
public final class CoreInstance {

    private final Instance instance;
    private final Map<String, CoreInterface.Export> exports;

    CoreInstance(Instance instance, Map<String, CoreInterface.Export> exports) {
        this.instance = instance;
        this.exports = exports;
    }

    private int index(String name) {
        return Objects.requireNonNull(exports.get(name)).index();
    }

    public CoreFunction function(String name) {
        Machine machine = instance.getMachine();
        int index = index(name);
        return arguments -> machine.call(index, arguments);
    }

    public LinearMemory memory(String name) {
        return (LinearMemory) instance.memory(index(name));
    }

    TableInstance table(String name) {
        return instance.table(index(name));
    }

    GlobalInstance global(String name) {
        return instance.global(index(name));
    }
}
