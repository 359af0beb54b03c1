package dev.paxoswasm.component.core;

import dev.paxoswasm.component.CompiledCode;

/**
 * Compiles core modules that are given to a component from outside. They get the list of types that its own modules
 * have, which grows at its end, so that all mean the same by an index.
 */
public final class ForeignModules {

    private final SharedTypes types;

    ForeignModules(SharedTypes types) {
        this.types = types;
    }

    /** For one instance, as another may be given other modules. */
    public ForeignModules fresh() {
        return new ForeignModules(types.copy());
    }

    /**
     * @throws dev.paxoswasm.component.MalformedComponentException if it is invalid
     * @throws dev.paxoswasm.component.UnsupportedComponentException if it uses what this library does not run
     */
    public CoreModule compile(byte[] binary) {
        CompileBudget budget = new CompileBudget(binary.length);
        CoreModuleScanner scanned = new CoreModuleScanner(binary, 0, binary.length, types, budget).scan();
        return new CoreModule(scanned, scanned.charge(), new Compiler(CompiledCode.NONE));
    }
}
