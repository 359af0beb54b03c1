package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.List;
import java.util.Set;

/**
 * An interface.
 *
 * @param docs of the interface; those of its package if it has none
 * @param types what it declares itself; what is used stands before what uses it
 * @param uses the interfaces whose types it uses
 */
public record WitInterface(
        InterfaceName name,
        List<TypeDefinition> types,
        List<Function> functions,
        Set<InterfaceName> uses,
        String docs,
        Position at) {}
