package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;

/** An instance of a core module. */
public final class CoreInstance {

    private final Instance instance;

    CoreInstance(Instance instance) {
        this.instance = instance;
    }

    /** @param index of the function, imported ones counted first */
    public CoreFunction function(int index) {
        Machine machine = instance.getMachine();
        return arguments -> machine.call(index, arguments);
    }

    public LinearMemory memory() {
        return (LinearMemory) instance.memory();
    }

    TableInstance table(int index) {
        return instance.table(index);
    }

    GlobalInstance global(int index) {
        return instance.global(index);
    }
}
