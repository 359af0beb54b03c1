package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportTable;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.MemorySection;
import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A core module, compiled once and shared by all instances. */
public final class CoreModule {

    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final CoreInterface scanned;

    /** @param uncompiled functions that are not to be compiled, as they may be too large for Java methods */
    CoreModule(CoreModuleScanner scanned, Set<Integer> uncompiled, Compiler compiler) {
        byte[] binary = scanned.rewritten();
        this.module = parse(binary, scanned);
        this.scanned = scanned.asInterface();
        this.machines = scanned.hasCode()
                ? compile(compiler, binary, module, uncompiled, scanned.start())
                : InterpreterMachine::new;
    }

    private static WasmModule parse(byte[] binary, CoreModuleScanner scanned) {
        try {
            return Parser.parse(binary);
        } catch (StackOverflowError e) {
            throw new UnsupportedComponentException("a core module whose blocks are nested too deep", scanned.start());
        } catch (RuntimeException | AssertionError e) {
            // Where assertions are on, Chicory asserts some of what its validation would refuse later.
            throw new MalformedComponentException(
                    "the core module that starts here is invalid: " + (e.getMessage() == null ? e : e.getMessage()),
                    scanned.start(),
                    "core modules pass WebAssembly validation");
        }
    }

    private static Function<Instance, Machine> compile(
            Compiler compiler, byte[] binary, WasmModule module, Set<Integer> uncompiled, int offset) {
        try {
            return compiler.compile(binary, module, uncompiled);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw new UnsupportedComponentException("a core module that does not compile: " + e, offset);
        }
    }

    /** What it imports and exports. */
    public CoreInterface asInterface() {
        return scanned;
    }

    /** Makes an instance and runs its start function. */
    public CoreInstance instantiate(List<CoreArgument> arguments, MemoryBudget memory, TableBudget tables) {
        ImportValues.Builder values = ImportValues.builder();
        for (int i = 0; i < arguments.size(); i++) {
            String name = Integer.toString(i);
            switch (arguments.get(i)) {
                case CoreArgument.OfFunction(CoreFunction function) -> {
                    int type = ((FunctionImport) module.importSection().getImport(i)).typeIndex();
                    values.addFunction(new ImportFunction(
                            "import",
                            name,
                            module.typeSection().getType(type),
                            (instance, parameters) -> function.call(parameters)));
                }
                case CoreArgument.OfTable(CoreInstance owner, String export) ->
                    values.addTable(new ImportTable("import", name, owner.table(export)));
                case CoreArgument.OfMemory(CoreInstance owner, String export) ->
                    values.addMemory(new ImportMemory(
                            "import", name, owner.memory(export).view()));
                case CoreArgument.OfGlobal(CoreInstance owner, String export) ->
                    values.addGlobal(new ImportGlobal("import", name, owner.global(export)));
            }
        }
        Instance instance = Instance.builder(module)
                .withImportValues(values.build())
                .withMachineFactory(machines)
                .withMemoryFactory(limits -> new LinearMemory(limits, memory))
                .withTableFactory(tables::create)
                .withStart(false)
                .build();
        return new CoreInstance(
                instance,
                scanned,
                module.memorySection().map(MemorySection::memoryCount).orElse(0));
    }
}
