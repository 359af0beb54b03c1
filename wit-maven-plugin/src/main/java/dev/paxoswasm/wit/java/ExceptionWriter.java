package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.List;

/** Writes the exception that carries a function's declared error. */
final class ExceptionWriter {

    private final JavaFiles files;
    private final TypeDefinition error;

    ExceptionWriter(JavaFiles files, TypeDefinition error) {
        this.files = files;
        this.error = error;
    }

    void write() {
        JavaSource source = files.source(error.owner(), error.at().file(), List.of());
        String type = JavaNames.type(error.name());
        String name = type + "Exception";
        String value = JavaNames.value(error.name());
        source.docs("Carries a `" + error.name()
                + "`, which a function declares as its error: an answer, not a fault, so it" + " has no stack trace.");
        source.open("public final class " + name + " extends RuntimeException {")
                .blank();
        source.line("private static final long serialVersionUID = 1L;").blank();
        source.line("private final transient " + type + " " + value + ";").blank();
        source.open("public " + name + "(" + type + " " + value + ") {");
        source.line("super(describe(" + value + "), null, false, false);");
        source.line("this." + value + " = " + value + ";").close("}").blank();
        source.open("public " + type + " " + value + "() {");
        source.line("return " + value + ";").close("}").blank();
        source.open("private static String describe(" + type + " " + value + ") {");
        if (error.shape() instanceof TypeDefinition.VariantShape variant) {
            source.open("return switch (" + value + ") {");
            for (Member each : variant.cases()) {
                String head = "case " + type + "." + JavaNames.type(each.name());
                source.line(
                        each.type().isPresent()
                                ? head + " it -> \"" + each.name() + ": \" + " + payload(each) + ";"
                                : head + " empty -> \"" + each.name() + "\";");
            }
            source.close("};");
        } else if (error.shape() instanceof TypeDefinition.EnumShape enumeration) {
            source.open("return switch (" + value + ") {");
            for (Member each : enumeration.cases()) {
                source.line("case " + JavaNames.constant(each.name()) + " -> " + JavaSource.quoted(each.name()) + ";");
            }
            source.close("};");
        } else {
            source.line("return " + value + ".toString();");
        }
        source.close("}").close("}");
        files.add(files.packageOf(error.owner()), name, source.render());
    }

    private static String payload(Member each) {
        String payload = "it." + JavaNames.value(each.name()) + "()";
        Type type = each.requiredType().unaliased();
        return type.bytes() ? payload + ".length + \" bytes\"" : payload;
    }
}
