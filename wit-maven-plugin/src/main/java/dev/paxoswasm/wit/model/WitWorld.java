package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.Set;

/**
 * A world.
 *
 * @param imports as written, and those of included worlds
 * @param exports as written, and those of included worlds
 * @param typeImports interfaces that these use types of and that the world neither imports nor exports by itself
 */
public record WitWorld(
        InterfaceName name,
        Set<InterfaceName> imports,
        Set<InterfaceName> exports,
        Set<InterfaceName> typeImports,
        String docs,
        Position at) {}
