package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.LinkedHashSet;
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
        Position at) {

    /** The resources that it declares. */
    public List<TypeDefinition> resources() {
        return types.stream()
                .filter(type -> type.shape() instanceof TypeDefinition.ResourceShape)
                .toList();
    }

    /** The resources that values of its functions refer to, its own first. */
    public Set<TypeDefinition> allResources() {
        Set<TypeDefinition> all = new LinkedHashSet<>(resources());
        for (Function function : functions) {
            function.parameters().forEach(each -> each.requiredType().handles().forEach(it -> all.add(it.resource())));
            function.result().ifPresent(type -> type.handles().forEach(it -> all.add(it.resource())));
        }
        return all;
    }
}
