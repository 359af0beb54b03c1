package dev.paxoswasm.component.binary;

import java.util.List;
import java.util.stream.Collectors;

/** The type of a core function. */
public record CoreFunctionType(List<CoreType> parameters, List<CoreType> results) implements CoreExternType {

    public CoreFunctionType {
        parameters = List.copyOf(parameters);
        results = List.copyOf(results);
    }

    @Override
    public boolean satisfies(CoreExternType wanted) {
        return equals(wanted);
    }

    @Override
    public String toString() {
        return "function (" + text(parameters) + ") -> (" + text(results) + ")";
    }

    private static String text(List<CoreType> types) {
        return types.stream().map(CoreType::toString).collect(Collectors.joining(" "));
    }
}
