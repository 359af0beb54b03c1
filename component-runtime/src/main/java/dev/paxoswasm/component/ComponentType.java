package dev.paxoswasm.component;

import dev.paxoswasm.component.type.FunctionType;
import java.util.Map;

/**
 * What a component imports and exports. Keys are names as in the binary, version included, such as
 * {@code paxos:acceptor/acceptor@0.1.0}; functions that a world imports or exports directly stand under
 * {@link Component#ROOT}.
 *
 * @param importedInterfaces interface name to function name to type, in the binary's order
 * @param exportedInterfaces interface name to function name to type, in the binary's order
 */
public record ComponentType(
        Map<String, Map<String, FunctionType>> importedInterfaces,
        Map<String, Map<String, FunctionType>> exportedInterfaces) {}
