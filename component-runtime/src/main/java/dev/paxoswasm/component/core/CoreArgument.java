package dev.paxoswasm.component.core;

/** What is given for an import of a core module. */
public sealed interface CoreArgument {

    record OfFunction(CoreFunction function) implements CoreArgument {}

    record OfTable(CoreInstance owner, String name) implements CoreArgument {}

    record OfMemory(CoreInstance owner, String name) implements CoreArgument {}

    record OfGlobal(CoreInstance owner, String name) implements CoreArgument {}
}
