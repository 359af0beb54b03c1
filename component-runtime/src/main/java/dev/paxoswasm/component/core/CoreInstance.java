package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.TableInstance;
import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.binary.CoreExternType.GlobalType;
import dev.paxoswasm.component.binary.CoreExternType.MemoryType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** An instance of a core module. What is asked of it by name is known to be exported, and of that kind. */
public final class CoreInstance {

    private final Instance instance;
    private final CoreInterface module;
    private final int memories;
    private final Map<String, CoreInterface.Export> exports;

    /** @param memories how many the module defines */
    CoreInstance(Instance instance, CoreInterface module, int memories) {
        this.instance = instance;
        this.module = module;
        this.memories = memories;
        this.exports = module.exports();
    }

    /** Whether its memories and globals are all that its code can change. */
    boolean hasImage() {
        return !module.changesTables()
                && ownGlobals().stream().noneMatch(global -> global.getType().isReference());
    }

    /** The memories that it does not import. */
    List<LinearMemory> ownMemories() {
        int imported = imported(MemoryType.class);
        return IntStream.range(imported, imported + memories)
                .mapToObj(i -> (LinearMemory) instance.memory(i))
                .toList();
    }

    /** The globals that it does not import. */
    List<GlobalInstance> ownGlobals() {
        return IntStream.range(imported(GlobalType.class), instance.globalCount())
                .mapToObj(instance::global)
                .toList();
    }

    private int imported(Class<? extends CoreExternType> kind) {
        return (int) module.imports().stream()
                .filter(each -> kind.isInstance(each.type()))
                .count();
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
