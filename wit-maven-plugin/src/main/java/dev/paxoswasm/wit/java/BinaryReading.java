package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The methods of a {@code …Binary} class that read. */
final class BinaryReading {

    /** Local variables of a method that reads a record, beside its fields. */
    private static final Set<String> LOCALS = Set.of("in", "at", "wrong");

    private final JavaFiles files;
    private final JavaSource source;
    private final JavaTypes types;
    private final TypeMethods methods;
    private final WitInterface owner;

    BinaryReading(JavaFiles files, JavaSource source, JavaTypes types, TypeMethods methods, WitInterface owner) {
        this.files = files;
        this.source = source;
        this.types = types;
        this.methods = methods;
        this.owner = owner;
    }

    /** The names of the cases of variants and enums, which errors list. */
    void constants() {
        for (TypeDefinition each : owner.types()) {
            List<Member> cases = cases(each);
            if (!cases.isEmpty()) {
                List<String> names = cases.stream()
                        .map(member -> JavaSource.quoted(member.name()))
                        .toList();
                source.blank().list("private static final String[] " + constant(each) + " = {", names, "};");
            }
        }
    }

    private static String constant(TypeDefinition definition) {
        return JavaNames.constant(definition.name()) + "_CASES";
    }

    private static List<Member> cases(TypeDefinition definition) {
        if (definition.shape() instanceof TypeDefinition.VariantShape variant) {
            return variant.cases();
        }
        return definition.shape() instanceof TypeDefinition.EnumShape enumeration ? enumeration.cases() : List.of();
    }

    /** The name of the method for a type, with its class where that is another one. */
    String method(Type type, String verb) {
        InterfaceName other = methods.ownerOf(type);
        String method = verb + methods.name(type);
        return other.equals(owner.name())
                ? method
                : source.use(files.packageOf(other) + "." + BinaryWriter.className(other)) + "." + method;
    }

    /** Of {@code WitOutput} and of {@code WitInput}. */
    static String verb(Type.Primitive primitive) {
        return primitive == Type.Primitive.CHAR ? "character" : primitive.wit();
    }

    private String get(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.Primitive primitive) {
            return "in." + verb(primitive) + "()";
        }
        return type.bytes() ? "in.bytes()" : method(type, "read") + "(in)";
    }

    private String get(Optional<Type> type) {
        return type.map(this::get).orElseGet(() -> source.use(files.support("Empty")) + ".INSTANCE");
    }

    void method(Type type) {
        String visible = type instanceof Type.Named ? "public" : "private";
        source.blank()
                .open(visible + " static " + types.of(type) + " read" + methods.name(type) + "("
                        + source.use(files.support("WitInput")) + " in) {");
        if (type instanceof Type.ListOf list) {
            list(list.element());
        } else if (type instanceof Type.OptionOf option) {
            String optional = source.use("java.util.Optional");
            source.code("return in.some() ? " + optional + ".of(" + get(option.element()) + ") : " + optional
                    + ".empty();");
        } else if (type instanceof Type.ResultOf result) {
            String name = source.use(files.support("WitResult"));
            source.code("return in.error() ? new " + name + ".Err<>(" + get(result.err()) + ") : new " + name + ".Ok<>("
                    + get(result.ok()) + ");");
        } else if (type instanceof Type.TupleOf tuple) {
            List<String> names = IntStream.rangeClosed(1, tuple.elements().size())
                    .mapToObj(i -> "item" + i)
                    .toList();
            product(types.tupleClass(tuple.elements()) + "<>", names, tuple.elements());
        } else {
            named(((Type.Named) type).definition());
        }
        source.close("}");
    }

    private void list(Type element) {
        String name = types.boxed(element);
        source.line("int count = in.count(" + least(element) + ");");
        source.line(source.use("java.util.List") + "<" + name + "> elements = new " + source.use("java.util.ArrayList")
                + "<>(count);");
        source.open("try {").open("while (elements.size() < count) {");
        source.code("elements.add(" + get(element) + ");").close("}");
        caught("elements.size()");
        source.line("return elements;");
    }

    private void caught(String step) {
        source.close("} catch (" + source.use(files.support("WitFormatException")) + " wrong) {")
                .indent();
        source.line("throw wrong.within(" + step + ");").close("}");
    }

    private void named(TypeDefinition definition) {
        String name = source.use(files.qualified(definition));
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            List<Member> fields = shape.fields();
            product(
                    name,
                    fields.stream().map(Member::name).toList(),
                    fields.stream().map(Member::requiredType).toList());
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            source.line("int index = in.caseIndex(" + constant(definition) + ");");
            source.open("try {").open("return switch (index) {");
            for (int i = 0; i < shape.cases().size(); i++) {
                Member each = shape.cases().get(i);
                source.code("case " + i + " -> new " + name + "." + JavaNames.type(each.name()) + "("
                        + each.type().map(this::get).orElse("") + ");");
            }
            noSuchCase();
            caught(constant(definition) + "[index]");
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            source.line("int index = in.caseIndex(" + constant(definition) + ");");
            source.open("return switch (index) {");
            for (int i = 0; i < shape.cases().size(); i++) {
                source.line("case " + i + " -> " + name + "."
                        + JavaNames.constant(shape.cases().get(i).name()) + ";");
            }
            noSuchCase();
        } else {
            source.line("return in.flags(" + name + ".values());");
        }
    }

    private void noSuchCase() {
        source.line("default -> throw " + source.use(files.support("WitValues")) + ".noSuchCase(index);");
        source.close("};");
    }

    private void product(String made, List<String> names, List<Type> fields) {
        source.line("String at = " + JavaSource.quoted(names.get(0)) + ";").open("try {");
        List<String> values = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (i > 0) {
                source.line("at = " + JavaSource.quoted(names.get(i)) + ";");
            }
            String plain = JavaNames.value(names.get(i));
            String variable = LOCALS.contains(plain) ? plain + "_" : plain;
            source.code(types.of(fields.get(i)) + " " + variable + " = " + get(fields.get(i)) + ";");
            values.add(variable);
        }
        source.list("return new " + made + "(", values, ");");
        caught("at");
    }

    /** How many bytes a value takes at least, which bounds how long a list may claim to be. */
    private static int least(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.TupleOf tuple) {
            return tuple.elements().stream().mapToInt(BinaryReading::least).sum();
        }
        if (type == Type.Primitive.F32 || type == Type.Primitive.F64) {
            return type == Type.Primitive.F32 ? Float.BYTES : Double.BYTES;
        }
        if (!(type instanceof Type.Named named)) {
            return 1;
        }
        if (named.definition().shape() instanceof TypeDefinition.RecordShape shape) {
            return shape.fields().stream()
                    .mapToInt(field -> least(field.requiredType()))
                    .sum();
        }
        if (named.definition().shape() instanceof TypeDefinition.FlagsShape shape) {
            return (shape.flags().size() + 7) / 8;
        }
        return 1
                + cases(named.definition()).stream()
                        .flatMap(each ->
                                Stream.of(each.type().map(BinaryReading::least).orElse(0)))
                        .min(Integer::compare)
                        .orElse(0);
    }
}
