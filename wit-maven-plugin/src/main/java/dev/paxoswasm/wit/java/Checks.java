package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a canonical constructor checks of its components. */
final class Checks {

    private final JavaFiles files;
    private final JavaSource source;

    Checks(JavaFiles files, JavaSource source) {
        this.files = files;
        this.source = source;
    }

    /**
     * The statement that checks one component and copies what could change; empty if every value is right.
     *
     * @param label how an error names the component
     */
    Optional<String> statement(Type declared, String component, String label) {
        Type type = declared.unaliased();
        if (type instanceof Primitive primitive && primitive != Primitive.STRING) {
            return ranged(primitive) ? Optional.of(checked(type, component, label, 0) + ";") : Optional.empty();
        }
        boolean copies = (type instanceof Type.ListOf && !type.bytes()) || flags(type) || needsMore(type);
        return Optional.of((copies ? component + " = " : "") + checked(type, component, label, 0) + ";");
    }

    /** The value, checked; as it is if every value of its Java type is right. */
    String expression(Type type, String value, String label) {
        return checked(type, value, label, 0);
    }

    private String checked(Type declared, String value, String label, int nesting) {
        Type type = declared.unaliased();
        String values = source.use(files.support("WitValues"));
        String quoted = JavaSource.quoted(label);
        String plain = "(" + value + ", " + quoted + ")";
        if (type instanceof Primitive primitive && primitive != Primitive.STRING) {
            String check =
                    primitive == Primitive.CHAR ? "character" : primitive.name().toLowerCase(Locale.ROOT);
            return ranged(primitive) ? values + "." + check + plain : value;
        }
        if (type.bytes()) {
            return values + ".required" + plain;
        }
        if (type instanceof Type.ListOf list) {
            return needsMore(list.element()) || ranged(list.element())
                    ? values + ".list(" + value + ", " + quoted + ", " + each(list.element(), label, nesting) + ")"
                    : values + ".list" + plain;
        }
        if (type instanceof Type.OptionOf option && needsMore(type)) {
            return values + ".required" + plain + ".map(" + each(option.element(), label, nesting) + ")";
        }
        if (type instanceof Type.ResultOf result && needsMore(type)) {
            return values + ".required" + plain + ".map(" + each(result.ok(), label, nesting) + ", "
                    + each(result.err(), label, nesting) + ")";
        }
        if (type instanceof Type.TupleOf tuple && needsMore(type)) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < tuple.elements().size(); i++) {
                items.add(checked(tuple.elements().get(i), value + ".item" + (i + 1) + "()", label, nesting));
            }
            String tupleClass = new JavaTypes(files, source).tupleClass(tuple.elements());
            return "new " + tupleClass + "<>(" + String.join(", ", items) + ")";
        }
        return values + (flags(type) ? ".flags" : ".required") + plain;
    }

    private String each(Optional<Type> type, String label, int nesting) {
        return type.map(present -> each(present, label, nesting)).orElse("empty -> empty");
    }

    private String each(Type type, String label, int nesting) {
        String variable = "element" + (nesting == 0 ? "" : nesting);
        return variable + " -> " + checked(type, variable, label, nesting + 1);
    }

    /** Whether a value has parts that its own constructor does not check. */
    private static boolean needsMore(Type declared) {
        Type type = declared.unaliased();
        if (type.bytes()) {
            return false;
        }
        if (type instanceof Type.ListOf) {
            return true;
        }
        if (type instanceof Type.OptionOf option) {
            return inner(option.element());
        }
        if (type instanceof Type.ResultOf result) {
            return result.ok().filter(Checks::inner).isPresent()
                    || result.err().filter(Checks::inner).isPresent();
        }
        return type instanceof Type.TupleOf tuple && tuple.elements().stream().anyMatch(Checks::inner);
    }

    private static boolean inner(Type type) {
        return ranged(type) || flags(type.unaliased()) || needsMore(type);
    }

    private static boolean flags(Type type) {
        return type instanceof Type.Named named && named.definition().shape() instanceof TypeDefinition.FlagsShape;
    }

    private static boolean ranged(Type type) {
        return type.unaliased() instanceof Primitive primitive && ranged(primitive);
    }

    /** Whether the Java type holds values that the WIT type does not. */
    private static boolean ranged(Primitive primitive) {
        return switch (primitive) {
            case S8, U8, S16, U16, U32, U64, CHAR -> true;
            case BOOL, S32, S64, F32, F64, STRING -> false;
        };
    }
}
