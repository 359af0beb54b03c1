package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How Java writes a WIT type, for one file. */
final class JavaTypes {

    private final JavaFiles files;
    private final JavaSource source;

    JavaTypes(JavaFiles files, JavaSource source) {
        this.files = files;
        this.source = source;
    }

    /** The type of a field, a parameter or a result. */
    String of(Type type) {
        Type plain = type.unaliased();
        if (plain instanceof Primitive primitive) {
            return primitive(primitive);
        }
        return plain.bytes() ? "byte[]" : reference(plain);
    }

    /** The type as a type argument. */
    String boxed(Type type) {
        if (type.unaliased() instanceof Primitive primitive) {
            return switch (primitive(primitive)) {
                case "boolean" -> "Boolean";
                case "int" -> "Integer";
                case "long" -> "Long";
                case "float" -> "Float";
                case "double" -> "Double";
                default -> "String";
            };
        }
        return of(type);
    }

    String boxed(Optional<Type> type) {
        return type.map(this::boxed).orElseGet(() -> source.use(files.support("Empty")));
    }

    private static String primitive(Primitive primitive) {
        return switch (primitive) {
            case BOOL -> "boolean";
            case S8, U8, S16, U16, S32, CHAR -> "int";
            case U32, S64, U64 -> "long";
            case F32 -> "float";
            case F64 -> "double";
            case STRING -> "String";
        };
    }

    private String reference(Type type) {
        if (type instanceof Type.ListOf list) {
            return source.use("java.util.List") + "<" + boxed(list.element()) + ">";
        }
        if (type instanceof Type.OptionOf option) {
            return source.use("java.util.Optional") + "<" + boxed(option.element()) + ">";
        }
        if (type instanceof Type.ResultOf result) {
            return source.use(files.support("WitResult")) + "<" + boxed(result.ok()) + ", " + boxed(result.err()) + ">";
        }
        if (type instanceof Type.TupleOf tuple) {
            return tupleClass(tuple.elements())
                    + tuple.elements().stream().map(this::boxed).collect(Collectors.joining(", ", "<", ">"));
        }
        if (type instanceof Type.Handle handle) {
            return source.use(files.qualified(handle.resource()));
        }
        TypeDefinition definition = ((Type.Named) type).definition();
        String name = source.use(files.qualified(definition));
        return definition.shape() instanceof TypeDefinition.FlagsShape
                ? source.use("java.util.Set") + "<" + name + ">"
                : name;
    }

    String tupleClass(List<Type> elements) {
        return source.use(files.support("Tuple" + elements.size()));
    }
}
