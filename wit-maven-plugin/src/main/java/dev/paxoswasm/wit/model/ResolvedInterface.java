package dev.paxoswasm.wit.model;

import java.util.Map;

/**
 * An interface with what other interfaces may use of it.
 *
 * @param visible every type by its name there, used ones included
 */
record ResolvedInterface(WitInterface result, Map<String, TypeDefinition> visible) {}
