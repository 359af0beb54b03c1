package dev.paxoswasm.component.core;

import dev.paxoswasm.component.CompiledCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All core modules of a component: scanned first, which is cheap, and compiled once everything else is found right. */
public final class CoreModules {

    private final List<CoreModuleScanner> scanned;
    private final SharedTypes types;

    private CoreModules(List<CoreModuleScanner> scanned, SharedTypes types) {
        this.scanned = scanned;
        this.types = types;
    }

    /** @param start where the module starts in the binary; @param end after its last byte */
    public record Range(int start, int end) {}

    public static CoreModules scan(byte[] binary, List<Range> ranges) {
        SharedTypes types = new SharedTypes();
        CompileBudget budget = new CompileBudget(binary.length);
        List<CoreModuleScanner> scanned = ranges.stream()
                .map(range -> new CoreModuleScanner(binary, range.start(), range.end(), types, budget).scan())
                .toList();
        return new CoreModules(scanned, types);
    }

    /** For modules that are given from outside, once all of these are scanned. */
    public ForeignModules foreign() {
        return new ForeignModules(types);
    }

    public List<CoreInterface> interfaces() {
        return scanned.stream().map(CoreModuleScanner::asInterface).toList();
    }

    /** @param kept what earlier runs compiled */
    public List<CoreModule> compile(CompiledCode kept) {
        Compiler compiler = new Compiler(kept);
        List<Set<Integer>> uncompiled =
                scanned.stream().map(CoreModuleScanner::charge).toList();
        List<CoreModule> modules = new ArrayList<>();
        for (int i = 0; i < scanned.size(); i++) {
            Interruption.stopIfInterrupted();
            modules.add(new CoreModule(scanned.get(i), uncompiled.get(i), compiler));
        }
        return List.copyOf(modules);
    }
}
