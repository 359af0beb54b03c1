package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.WitModel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The types whose values some function passes flat, by themselves or as parts of others. */
final class FlatTypes {

    private final Set<Type> types = new HashSet<>();

    FlatTypes(WitModel model) {
        model.interfaces().forEach(each -> each.functions().forEach(this::add));
    }

    boolean contains(Type type) {
        return types.contains(type.resolved());
    }

    private void add(Function function) {
        if (!Flat.parametersInMemory(function)) {
            function.parameters().forEach(parameter -> add(parameter.requiredType()));
        }
        if (!Flat.resultInMemory(function)) {
            add(function.result());
        }
    }

    private void add(Optional<Type> type) {
        type.ifPresent(this::add);
    }

    /** The elements of a list are in memory in any case. */
    private void add(Type declared) {
        Type type = declared.resolved();
        if (!types.add(type)) {
            return;
        }
        if (type instanceof Type.OptionOf option) {
            add(option.element());
        } else if (type instanceof Type.ResultOf result) {
            add(result.ok());
            add(result.err());
        } else if (type instanceof Type.TupleOf tuple) {
            tuple.elements().forEach(this::add);
        } else if (type instanceof Type.Named named) {
            named.definition().members().forEach(member -> add(member.type()));
        }
    }
}
