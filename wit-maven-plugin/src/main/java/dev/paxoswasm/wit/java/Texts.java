package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.Optional;

/**
 * The methods that refuse strings which UTF-8 cannot carry, and handles that cannot be passed, before a component is
 * entered with them. They are there for types that have a string or a handle in them.
 */
final class Texts {

    private final JavaFiles files;
    private final JavaSource source;
    private final JavaTypes types;
    private final AbiCode code;

    Texts(JavaFiles files, JavaSource source, AbiCode code) {
        this.files = files;
        this.source = source;
        this.types = new JavaTypes(files, source);
        this.code = code;
    }

    static boolean in(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.ListOf list) {
            return in(list.element());
        }
        if (type instanceof Type.OptionOf option) {
            return in(option.element());
        }
        if (type instanceof Type.ResultOf result) {
            return in(result.ok()) || in(result.err());
        }
        if (type instanceof Type.TupleOf tuple) {
            return tuple.elements().stream().anyMatch(Texts::in);
        }
        if (type instanceof Type.Named named) {
            return named.definition().members().stream().anyMatch(each -> in(each.type()));
        }
        return type == Type.Primitive.STRING || type instanceof Type.Handle;
    }

    private static boolean in(Optional<Type> type) {
        return type.isPresent() && in(type.get());
    }

    /** Writes the statement for a value, if its type has a string or a handle in it. */
    void check(Type type, String value) {
        if (type.unaliased() == Type.Primitive.STRING) {
            source.line(source.use(files.support("WitValues")) + ".wellFormed(" + value + ");");
        } else if (type.unaliased() instanceof Type.Handle handle) {
            source.code("handles." + (handle.ownership() == Type.Ownership.OWN ? "give(" : "lend(")
                    + code.resource(handle) + ", " + value + ", "
                    + JavaSource.quoted(handle.resource().name()) + ");");
        } else if (in(type)) {
            source.code(code.method("check", type.unaliased()) + "(" + value + (type.hasHandles() ? ", handles" : "")
                    + ");");
        }
    }

    /** Writes the body of the method for a type. */
    void body(Type type) {
        if (type instanceof Type.ListOf list) {
            source.open("for (" + types.of(list.element()) + " element : value) {");
            check(list.element(), "element");
            source.close("}");
        } else if (type instanceof Type.OptionOf option) {
            source.open("if (value.isPresent()) {");
            check(option.element(), "value.get()");
            source.close("}");
        } else if (type instanceof Type.ResultOf result) {
            String name = source.use(files.support("WitResult"));
            String of = "<" + types.boxed(result.ok()) + ", " + types.boxed(result.err()) + "> it -> {";
            source.open("switch (value) {").open("case " + name + ".Ok" + of);
            result.ok().ifPresent(ok -> check(ok, "it.ok()"));
            source.close("}").open("case " + name + ".Err" + of);
            result.err().ifPresent(err -> check(err, "it.err()"));
            source.close("}").close("}");
        } else if (type instanceof Type.TupleOf tuple) {
            for (int i = 0; i < tuple.elements().size(); i++) {
                check(tuple.elements().get(i), "value.item" + (i + 1) + "()");
            }
        } else {
            named(((Type.Named) type).definition());
        }
    }

    private void named(TypeDefinition definition) {
        if (definition.shape() instanceof TypeDefinition.RecordShape) {
            definition
                    .members()
                    .forEach(field -> check(field.requiredType(), "value." + JavaNames.value(field.name()) + "()"));
            return;
        }
        source.open("switch (value) {");
        String name = source.use(files.qualified(definition));
        for (Member each : definition.members()) {
            String head = "case " + name + "." + JavaNames.type(each.name()) + " it -> {";
            if (in(each.type())) {
                source.open(head);
                check(each.requiredType(), "it." + JavaNames.value(each.name()) + "()");
                source.close("}");
            } else {
                source.line(head + "}");
            }
        }
        source.close("}");
    }
}
