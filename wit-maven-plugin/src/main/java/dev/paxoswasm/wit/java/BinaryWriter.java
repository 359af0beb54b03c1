package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class that moves the values of an interface's types to and from bytes, in the encoding that the Component
 * Model's Binary.md gives to values ("Value Definitions").
 */
final class BinaryWriter {

    private final JavaFiles files;
    private final WitInterface owner;
    private final JavaSource source;
    private final JavaTypes types;
    private final TypeMethods methods;
    private final BinaryReading reading;

    BinaryWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
        this.source = files.source(owner);
        this.types = new JavaTypes(files, source);
        this.methods = new TypeMethods(owner, type -> !type.hasHandles());
        this.reading = new BinaryReading(files, source, types, methods, owner);
    }

    /** Whether the interface has types of its own whose values can be bytes. */
    static boolean isNeeded(WitInterface owner) {
        return owner.types().stream()
                .anyMatch(type -> !(type.shape() instanceof TypeDefinition.Alias) && !type.hasHandles());
    }

    static String className(InterfaceName name) {
        return JavaNames.type(name.name()) + "Binary";
    }

    /** The types with a codec: flags are sets in Java, and have no class that could stand for them. */
    private static List<TypeDefinition> coded(WitInterface owner) {
        return owner.types().stream()
                .filter(type -> !(type.shape() instanceof TypeDefinition.Alias
                        || type.shape() instanceof TypeDefinition.FlagsShape
                        || type.hasHandles()))
                .toList();
    }

    void write() {
        String name = className(owner.name());
        source.docs("The types of `" + owner.name() + "` in the binary encoding of values.");
        source.open("public final class " + name + " {").blank();
        codecs();
        reading.constants();
        source.blank().line("private " + name + "() {}");
        for (@Nullable Type type = methods.next(); type != null; type = methods.next()) {
            writing(type);
            reading.method(type);
        }
        source.close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }

    private void codecs() {
        String codec = source.use(files.support("WitCodec"));
        List<String> codecs = new ArrayList<>();
        for (TypeDefinition each : coded(owner)) {
            String type = JavaNames.type(each.name());
            String holder = className(owner.name());
            codecs.add("new " + codec + "<>(" + source.use(files.qualified(each)) + ".class, "
                    + JavaSource.quoted(each.name()) + ", " + holder + "::write" + type + ", " + holder + "::read"
                    + type + ")");
        }
        String list = source.use("java.util.List");
        source.docs("A codec a type, flags left out.");
        source.list("public static final " + list + "<" + codec + "<?>> CODECS = " + list + ".of(", codecs, ");");
    }

    private void writing(Type type) {
        String visible = type instanceof Type.Named ? "public" : "private";
        source.blank()
                .open(visible + " static void write" + methods.name(type) + "(" + types.of(type) + " value, "
                        + source.use(files.support("WitOutput")) + " out) {");
        if (type instanceof Type.ListOf list) {
            source.line("out.count(value.size());");
            source.open("for (" + types.of(list.element()) + " element : value) {");
            put(list.element(), "element");
            source.close("}");
        } else if (type instanceof Type.OptionOf option) {
            source.line("out.bool(value.isPresent());").open("if (value.isPresent()) {");
            put(option.element(), "value.get()");
            source.close("}");
        } else if (type instanceof Type.ResultOf result) {
            String name = source.use(files.support("WitResult"));
            String of = "<" + types.boxed(result.ok()) + ", " + types.boxed(result.err()) + "> it -> {";
            source.open("switch (value) {").open("case " + name + ".Ok" + of).line("out.bool(false);");
            result.ok().ifPresent(ok -> put(ok, "it.ok()"));
            source.close("}").open("case " + name + ".Err" + of).line("out.bool(true);");
            result.err().ifPresent(err -> put(err, "it.err()"));
            source.close("}").close("}");
        } else if (type instanceof Type.TupleOf tuple) {
            for (int i = 0; i < tuple.elements().size(); i++) {
                put(tuple.elements().get(i), "value.item" + (i + 1) + "()");
            }
        } else {
            writing(((Type.Named) type).definition());
        }
        source.close("}");
    }

    private void writing(TypeDefinition definition) {
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            for (Member field : shape.fields()) {
                put(field.requiredType(), "value." + JavaNames.value(field.name()) + "()");
            }
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            source.open("switch (value) {");
            for (int i = 0; i < shape.cases().size(); i++) {
                Member each = shape.cases().get(i);
                String head = "case " + source.use(files.qualified(definition)) + "." + JavaNames.type(each.name());
                if (each.type().isEmpty()) {
                    source.line(head + " empty -> out.caseIndex(" + i + ");");
                } else {
                    source.open(head + " it -> {").line("out.caseIndex(" + i + ");");
                    put(each.requiredType(), "it." + JavaNames.value(each.name()) + "()");
                    source.close("}");
                }
            }
            source.close("}");
        } else if (definition.shape() instanceof TypeDefinition.FlagsShape shape) {
            source.line("out.flags(value, " + shape.flags().size() + ");");
        } else {
            source.line("out.caseIndex(value.ordinal());");
        }
    }

    private void put(Type declared, String value) {
        Type type = declared.unaliased();
        if (type instanceof Type.Primitive primitive) {
            source.line("out." + BinaryReading.verb(primitive) + "(" + value + ");");
        } else if (type.bytes()) {
            source.line("out.bytes(" + value + ");");
        } else {
            source.code(reading.method(type, "write") + "(" + value + ", out);");
        }
    }
}
