package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The bodies of the methods that an {@code …Abi} class has for one type; each closes its method. */
final class AbiBodies {

    private final JavaFiles files;
    private final JavaSource source;
    private final AbiCode code;
    private final WitTypes witTypes;
    private final JavaTypes types;
    private final String constant;

    /** @param constant what the names of the type's constants begin with */
    AbiBodies(JavaFiles files, JavaSource source, AbiCode code, WitTypes witTypes, String constant) {
        this.files = files;
        this.source = source;
        this.code = code;
        this.witTypes = witTypes;
        this.types = new JavaTypes(files, source);
        this.constant = constant;
    }

    /** Where the parts of a value lie, by the runtime. */
    void constants(Type type) {
        if (type instanceof Type.ListOf list) {
            source.blank();
            constant("_SIZE", "size", list.element(), "");
            constant("_ALIGNMENT", "alignment", list.element(), "");
            constant("_HEAP", "heap", list.element(), "");
        } else if (carries(type)) {
            source.blank();
            constant("_PAYLOAD", "payloadOffset", type, "");
        } else {
            List<String> names = names(type);
            if (names.size() > 1) {
                source.blank();
            }
            for (int i = 1; i < names.size(); i++) {
                constant(at(names.get(i)).substring(constant.length()), "offset", type, ", " + i);
            }
        }
    }

    private void constant(String suffix, String asked, Type type, String field) {
        source.code("private static final int " + constant + suffix + " = " + source.use(JavaFiles.LAYOUT) + "." + asked
                + "(" + witTypes.expression(type) + field + ");");
    }

    private String at(String field) {
        return constant + "_" + JavaNames.constant(field) + "_AT";
    }

    /** Whether the type has cases of which some carry something. */
    private static boolean carries(Type type) {
        if (type instanceof Type.OptionOf) {
            return true;
        }
        if (type instanceof Type.ResultOf result) {
            return result.ok().isPresent() || result.err().isPresent();
        }
        return type instanceof Type.Named named
                && named.definition().shape() instanceof TypeDefinition.VariantShape shape
                && shape.cases().stream().anyMatch(each -> each.type().isPresent());
    }

    /** Of the fields of a record or the items of a tuple. */
    private static List<String> names(Type type) {
        if (type instanceof Type.TupleOf tuple) {
            return IntStream.rangeClosed(1, tuple.elements().size())
                    .mapToObj(i -> "item" + i)
                    .toList();
        }
        return type instanceof Type.Named named
                        && named.definition().shape() instanceof TypeDefinition.RecordShape shape
                ? shape.fields().stream().map(Member::name).toList()
                : List.of();
    }

    private static List<Type> fields(Type type) {
        if (type instanceof Type.TupleOf tuple) {
            return tuple.elements();
        }
        TypeDefinition.RecordShape shape =
                (TypeDefinition.RecordShape) ((Type.Named) type).definition().shape();
        return shape.fields().stream().map(Member::requiredType).toList();
    }

    void place(Type element) {
        source.code(
                "int first = memory.allocateList(value.size(), " + constant + "_SIZE, " + constant + "_ALIGNMENT);");
        source.line("int address = first;");
        source.open("for (" + types.of(element) + " element : value) {");
        source.line("memory.step();");
        source.code(code.store(element, "element", "address"));
        source.line("address += " + constant + "_SIZE;").close("}");
        source.line("return first;").close("}");
    }

    void elements(Type element) {
        source.list(
                "memory.requireList(",
                List.of("first", "count", constant + "_SIZE", constant + "_ALIGNMENT", constant + "_HEAP"),
                ");");
        source.line(source.use("java.util.List") + "<" + types.boxed(element) + "> elements = new "
                + source.use("java.util.ArrayList") + "<>(count);");
        source.open("for (int i = 0; i < count; i++) {");
        source.line("memory.step();");
        source.code("elements.add(" + code.load(element, "first + i * " + constant + "_SIZE") + ");")
                .close("}");
        source.line("return elements;").close("}");
    }

    /** Stores, or lowers to flat values. */
    void put(Type type, boolean inMemory) {
        if (type instanceof Type.OptionOf option) {
            source.open("if (value.isPresent()) {");
            putCase(1, 2, Optional.of(option.element()), "value.get()", inMemory);
            source.close("} else {").indent();
            putCase(0, 2, Optional.empty(), "", inMemory);
            source.close("}");
        } else if (type instanceof Type.ResultOf result) {
            String name = source.use(files.support("WitResult"));
            String of = "<" + types.boxed(result.ok()) + ", " + types.boxed(result.err()) + "> it -> {";
            source.open("switch (value) {").open("case " + name + ".Ok" + of);
            putCase(0, 2, result.ok(), "it.ok()", inMemory);
            source.close("}").open("case " + name + ".Err" + of);
            putCase(1, 2, result.err(), "it.err()", inMemory);
            source.close("}").close("}");
        } else if (!names(type).isEmpty()) {
            fields(type, inMemory);
        } else {
            named(((Type.Named) type).definition(), inMemory);
        }
        source.close("}");
    }

    private void fields(Type type, boolean inMemory) {
        List<Type> fields = fields(type);
        List<String> names = names(type);
        for (int i = 0; i < fields.size(); i++) {
            String value = "value." + JavaNames.value(names.get(i)) + "()";
            lines(
                    inMemory
                            ? code.store(fields.get(i), value, address(names, i))
                            : code.lower(fields.get(i), value, index(fields, i)));
        }
    }

    private String address(List<String> names, int field) {
        return field == 0 ? "address" : "address + " + at(names.get(field));
    }

    private static String index(List<Type> fields, int field) {
        return AbiCode.plus("index", Flat.sum(fields.subList(0, field)));
    }

    private void lines(String statements) {
        statements.lines().forEach(source::code);
    }

    private void named(TypeDefinition definition, boolean inMemory) {
        if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            source.open("switch (value) {");
            for (int i = 0; i < shape.cases().size(); i++) {
                Member each = shape.cases().get(i);
                source.open("case " + source.use(files.qualified(definition)) + "." + JavaNames.type(each.name())
                        + " it -> {");
                String payload = "it." + JavaNames.value(each.name()) + "()";
                putCase(i, shape.cases().size(), each.type(), payload, inMemory);
                source.close("}");
            }
            source.close("}");
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            putIndex("value.ordinal()", shape.cases().size(), inMemory);
        } else {
            int flags = ((TypeDefinition.FlagsShape) definition.shape()).flags().size();
            String bits = source.use(files.support("WitValues")) + ".lowerFlags(value)";
            source.line(
                    inMemory
                            ? "memory." + flagsVerb("store", flags) + "(address, " + bits + ");"
                            : "flat[index] = " + bits + " & 0xffffffffL;");
        }
    }

    private void putCase(int index, int cases, Optional<Type> payload, String value, boolean inMemory) {
        putIndex(Integer.toString(index), cases, inMemory);
        payload.ifPresent(type -> lines(
                inMemory
                        ? code.store(type, value, "address + " + constant + "_PAYLOAD")
                        : code.lower(type, value, "index + 1")));
    }

    private void putIndex(String index, int cases, boolean inMemory) {
        source.line(
                inMemory
                        ? "memory." + AbiCode.caseVerb("store", cases) + "(address, " + index + ");"
                        : "flat[index] = " + index + ";");
    }

    private static String flagsVerb(String verb, int flags) {
        return verb + (flags <= 8 ? "8" : flags <= 16 ? "16" : "32");
    }

    /** Loads, or lifts from flat values. */
    void get(Type type, boolean inMemory) {
        if (type instanceof Type.OptionOf option) {
            String optional = source.use("java.util.Optional");
            getIndex(2, "option", inMemory);
            source.code("return tag == 0 ? " + optional + ".empty() : " + optional + ".of("
                    + payload(option.element(), inMemory) + ");");
        } else if (type instanceof Type.ResultOf result) {
            String name = source.use(files.support("WitResult"));
            getIndex(2, "result", inMemory);
            source.open("if (tag == 0) {");
            source.code("return new " + name + ".Ok<>(" + payload(result.ok(), inMemory) + ");")
                    .close("}");
            source.code("return new " + name + ".Err<>(" + payload(result.err(), inMemory) + ");");
        } else if (!names(type).isEmpty()) {
            List<String> values = new ArrayList<>();
            List<Type> fields = fields(type);
            for (int i = 0; i < fields.size(); i++) {
                values.add(
                        inMemory
                                ? code.load(fields.get(i), address(names(type), i))
                                : code.lift(fields.get(i), index(fields, i)));
            }
            String made =
                    type instanceof Type.TupleOf tuple ? types.tupleClass(tuple.elements()) + "<>" : types.of(type);
            source.list("return new " + made + "(", values, ");");
        } else {
            getNamed(((Type.Named) type).definition(), inMemory);
        }
        source.close("}");
    }

    private String payload(Optional<Type> type, boolean inMemory) {
        return type.map(present -> payload(present, inMemory))
                .orElseGet(() -> source.use(files.support("Empty")) + ".INSTANCE");
    }

    private String payload(Type type, boolean inMemory) {
        return inMemory ? code.load(type, "address + " + constant + "_PAYLOAD") : code.lift(type, "index + 1");
    }

    private void getIndex(int cases, String what, boolean inMemory) {
        String index = inMemory ? "memory." + AbiCode.caseVerb("load", cases) + "(address)" : "(int) flat[index]";
        source.code("int tag = " + source.use(JavaFiles.GUEST_MEMORY) + ".caseIndex(" + index + ", " + cases + ", "
                + JavaSource.quoted(what) + ");");
    }

    private void getNamed(TypeDefinition definition, boolean inMemory) {
        String name = source.use(files.qualified(definition));
        if (definition.shape() instanceof TypeDefinition.FlagsShape shape) {
            String bits =
                    inMemory ? "memory." + flagsVerb("load", shape.flags().size()) + "(address)" : "(int) flat[index]";
            source.code("return " + source.use(files.support("WitValues")) + ".liftFlags(" + bits + ", " + name
                    + ".values());");
            return;
        }
        List<String> made = new ArrayList<>();
        if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            shape.cases().forEach(each -> made.add(name + "." + JavaNames.constant(each.name())));
        } else {
            for (Member each : ((TypeDefinition.VariantShape) definition.shape()).cases()) {
                String payload =
                        each.type().map(type -> payload(type, inMemory)).orElse("");
                made.add("new " + name + "." + JavaNames.type(each.name()) + "(" + payload + ")");
            }
        }
        getIndex(made.size(), definition.name(), inMemory);
        source.open("return switch (tag) {");
        for (int i = 0; i < made.size(); i++) {
            source.code("case " + i + " -> " + made.get(i) + ";");
        }
        source.line("default -> throw " + source.use(files.support("WitValues")) + ".noSuchCase(tag);")
                .close("};");
    }
}
