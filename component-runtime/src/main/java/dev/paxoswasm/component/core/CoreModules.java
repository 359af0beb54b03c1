package dev.paxoswasm.component.core;

import java.util.List;

/** All core modules of a component: scanned first, which is cheap, and compiled once everything else is found right. */
public final class CoreModules {

    private final List<CoreModuleScanner> scanned;

    private CoreModules(List<CoreModuleScanner> scanned) {
        this.scanned = scanned;
    }

    /** @param start where the module starts in the binary; @param end after its last byte */
    public record Range(int start, int end) {}

    public static CoreModules scan(byte[] binary, List<Range> ranges) {
        SharedTypes types = new SharedTypes();
        return new CoreModules(ranges.stream()
                .map(range -> new CoreModuleScanner(binary, range.start(), range.end(), types).scan())
                .toList());
    }

    public List<CoreInterface> interfaces() {
        return scanned.stream().map(CoreModuleScanner::asInterface).toList();
    }

    public List<CoreModule> compile() {
        return scanned.stream().map(CoreModule::new).toList();
    }
}
