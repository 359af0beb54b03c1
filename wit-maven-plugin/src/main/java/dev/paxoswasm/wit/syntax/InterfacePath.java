package dev.paxoswasm.wit.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A reference to an interface or a world.
 *
 * @param packageName null if it is one of the same package
 */
public record InterfacePath(@Nullable PackageName packageName, Name name) {}
