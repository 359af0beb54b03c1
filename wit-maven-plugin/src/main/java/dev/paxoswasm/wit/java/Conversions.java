package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Java expressions that turn generated types into runtime values ("lower") and back ("lift"). */
final class Conversions {

    private final JavaFiles files;
    private final JavaSource source;
    private final JavaTypes types;
    private final @Nullable InterfaceName within;

    Conversions(JavaFiles files, JavaSource source) {
        this(files, source, null);
    }

    /** @param within the interface whose {@code …Values} class is written; its methods are called by their bare names */
    Conversions(JavaFiles files, JavaSource source, @Nullable InterfaceName within) {
        this.files = files;
        this.source = source;
        this.types = new JavaTypes(files, source);
        this.within = within;
    }

    private String values() {
        return source.use(files.support("WitValues"));
    }

    String lower(Type type, String value) {
        return lower(type, value, 0);
    }

    private String lower(Type declared, String value, int nesting) {
        Type type = declared.unaliased();
        if (asItIs(type)) {
            return value;
        }
        if (type instanceof Type.ListOf list) {
            return values() + ".lowerList(" + value + ", " + lowering(list.element(), nesting) + ")";
        }
        if (type instanceof Type.OptionOf option) {
            return value + ".map(" + lowering(option.element(), nesting) + ")";
        }
        if (type instanceof Type.ResultOf result) {
            return values() + ".lowerResult(" + value + ", " + lowering(result.ok(), nesting) + ", "
                    + lowering(result.err(), nesting) + ")";
        }
        if (type instanceof Type.TupleOf tuple) {
            List<String> items = new ArrayList<>();
            for (int i = 0; i < tuple.elements().size(); i++) {
                items.add(lower(tuple.elements().get(i), value + ".item" + (i + 1) + "()", nesting));
            }
            return "new Object[] {" + String.join(", ", items) + "}";
        }
        return method(type, "lower") + "(" + value + ")";
    }

    private String lowering(Optional<Type> type, int nesting) {
        return type.map(present -> lowering(present, nesting)).orElse("empty -> null");
    }

    private String lowering(Type type, int nesting) {
        if (type.unaliased() instanceof Type.Named) {
            return reference(type.unaliased(), "lower");
        }
        String variable = variable(nesting);
        return variable + " -> " + lower(type, variable, nesting + 1);
    }

    String lift(Type type, String value) {
        return lift(type, value, 0);
    }

    private String lift(Type declared, String value, int nesting) {
        Type type = declared.unaliased();
        if (type instanceof Primitive || type.bytes()) {
            return "(" + types.of(type) + ") " + value;
        }
        if (type instanceof Type.ListOf list) {
            return values() + ".liftList(" + value + ", " + lifting(list.element(), nesting) + ")";
        }
        if (type instanceof Type.OptionOf option) {
            return values() + ".liftOption(" + value + ", " + lifting(option.element(), nesting) + ")";
        }
        if (type instanceof Type.ResultOf result) {
            return values() + ".liftResult(" + value + ", " + lifting(result.ok(), nesting) + ", "
                    + lifting(result.err(), nesting) + ")";
        }
        if (type instanceof Type.TupleOf tuple) {
            String variable = "items" + (nesting == 0 ? "" : nesting);
            List<String> items = new ArrayList<>();
            for (int i = 0; i < tuple.elements().size(); i++) {
                items.add(lift(tuple.elements().get(i), variable + "[" + i + "]", nesting + 1));
            }
            return values() + ".liftTuple(" + value + ", " + variable + " -> new " + types.tupleClass(tuple.elements())
                    + "<>(" + String.join(", ", items) + "))";
        }
        return method(type, "lift") + "(" + value + ")";
    }

    private String lifting(Optional<Type> type, int nesting) {
        return type.map(present -> lifting(present, nesting))
                .orElseGet(() -> "nothing -> " + source.use(files.support("Empty")) + ".INSTANCE");
    }

    private String lifting(Type type, int nesting) {
        if (type.unaliased() instanceof Type.Named) {
            return reference(type.unaliased(), "lift");
        }
        String variable = variable(nesting);
        return variable + " -> " + lift(type, variable, nesting + 1);
    }

    /** Whether the runtime takes the Java value of the type as it is. */
    private static boolean asItIs(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.ListOf list) {
            return asItIs(list.element());
        }
        if (type instanceof Type.OptionOf option) {
            return asItIs(option.element());
        }
        return type instanceof Primitive;
    }

    private String method(Type type, String verb) {
        TypeDefinition definition = ((Type.Named) type).definition();
        String method = verb + JavaNames.type(definition.name());
        return definition.owner().equals(within) ? method : source.use(files.values(definition.owner())) + "." + method;
    }

    private String reference(Type type, String verb) {
        TypeDefinition definition = ((Type.Named) type).definition();
        return source.use(files.values(definition.owner())) + "::" + verb + JavaNames.type(definition.name());
    }

    private static String variable(int nesting) {
        return "element" + (nesting == 0 ? "" : nesting);
    }

    /** The expression of the runtime's {@code WitType}. */
    String witType(Type type) {
        String witType = source.use("dev.paxoswasm.component.type.WitType");
        if (type instanceof Primitive primitive) {
            return witType + "." + primitive.name();
        }
        if (type instanceof Type.ListOf list) {
            return witType + ".list(" + witType(list.element()) + ")";
        }
        if (type instanceof Type.OptionOf option) {
            return witType + ".option(" + witType(option.element()) + ")";
        }
        if (type instanceof Type.ResultOf result) {
            return witType + ".result(" + result.ok().map(this::witType).orElse("null") + ", "
                    + result.err().map(this::witType).orElse("null") + ")";
        }
        if (type instanceof Type.TupleOf tuple) {
            return witType + ".tuple("
                    + String.join(
                            ", ", tuple.elements().stream().map(this::witType).toList()) + ")";
        }
        TypeDefinition definition = ((Type.Named) type).definition();
        if (definition.shape() instanceof TypeDefinition.Alias alias) {
            return witType(alias.type());
        }
        String constant = typeConstant(definition);
        return definition.owner().equals(within)
                ? constant
                : source.use(files.values(definition.owner())) + "." + constant;
    }

    static String typeConstant(TypeDefinition definition) {
        return JavaNames.constant(definition.name()) + "_TYPE";
    }
}
