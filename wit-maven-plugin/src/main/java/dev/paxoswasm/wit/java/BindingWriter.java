package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the two directions of a binding: calling a component that exports an interface, serving one that imports it. */
final class BindingWriter {

    private static final String RUNTIME = "dev.paxoswasm.component.";

    private final JavaFiles files;
    private final WitInterface owner;
    private final String name;

    BindingWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
        this.name = JavaNames.type(owner.name().name());
    }

    void writeExport() {
        JavaSource source = files.source(owner);
        String values = source.use(files.values(owner.name()));
        String instance = source.use(RUNTIME + "ComponentInstance");
        String function = source.use(RUNTIME + "ComponentFunction");
        String binding = source.use(files.support("WitBinding"));
        source.docs("Calls a component that exports `" + owner.name() + "`. As little thread-safe as the instance.");
        source.open("public final class " + name + "Export implements " + name + " {")
                .blank();
        constants(source, values);
        source.blank();
        for (Function each : owner.functions()) {
            source.line("private final " + function + " " + JavaNames.value(each.name()) + ";");
        }
        source.blank().open("private " + name + "Export(" + instance + " instance) {");
        for (Function each : owner.functions()) {
            source.list(
                    JavaNames.value(each.name()) + " = " + binding + ".function(",
                    List.of(
                            "instance",
                            "NAME",
                            JavaSource.quoted(each.name()),
                            values + "." + ValuesWriter.constant(each)),
                    ");");
        }
        source.close("}");
        source.blank()
                .docs(
                        "",
                        Map.of(
                                "@throws " + source.use(files.support("WitMismatchException")),
                                "if the component does not export the interface with exactly its types"));
        source.open("public static " + name + "Export of(" + instance + " instance) {");
        source.code("return new " + name + "Export(instance);").close("}");
        owner.functions().forEach(each -> call(source, Signature.of(each)));
        source.close("}");
        files.add(files.packageOf(owner.name()), name + "Export", source.render());
    }

    private void constants(JavaSource source, String values) {
        source.docs("The name of the interface in a component.");
        source.line("public static final String NAME = " + values + ".NAME;").blank();
        source.docs("The type of each function, in the order of the interface.");
        source.line("public static final " + source.use("java.util.Map") + "<String, "
                + source.use(RUNTIME + "type.FunctionType") + "> FUNCTIONS = " + values + ".FUNCTIONS;");
    }

    private void call(JavaSource source, Signature signature) {
        JavaTypes types = new JavaTypes(files, source);
        Conversions conversions = new Conversions(files, source);
        List<String> arguments = new ArrayList<>();
        for (Member parameter : signature.function().parameters()) {
            arguments.add(argument(conversions, parameter));
        }
        source.blank().line("@Override");
        source.list(
                        "public " + signature.returnType(types) + " " + signature.method() + "(",
                        signature.parameters(types),
                        ")" + signature.throwsClause(files, source) + " {")
                .indent();
        String called = "this." + JavaNames.value(signature.function().name()) + ".call(";
        String binding = source.use(files.support("WitBinding"));
        if (signature.error().isPresent()) {
            String result = source.use(RUNTIME + "ResultValue");
            String answer = binding + ".answer(" + called + String.join(", ", arguments) + "));";
            source.code(result + " result = (" + result + ") " + answer);
            source.open("if (result instanceof " + result + ".Err err) {");
            String error =
                    conversions.lift(new Type.Named(signature.error().get()), binding + ".answer(err.payload())");
            source.list(
                    "throw new "
                            + source.use(
                                    Signature.exception(files, signature.error().get())) + "(",
                    List.of(error),
                    ");");
            source.close("}");
            signature
                    .returned()
                    .ifPresent(type -> source.code(
                            "return " + conversions.lift(type, binding + ".answer(result.payload())") + ";"));
        } else if (signature.returned().isPresent()) {
            source.code("Object result = " + binding + ".answer(" + called + String.join(", ", arguments) + "));");
            source.code("return " + conversions.lift(signature.returned().get(), "result") + ";");
        } else {
            source.list(called, arguments, ");");
        }
        source.close("}");
    }

    private static String argument(Conversions conversions, Member parameter) {
        return conversions.lower(parameter.requiredType(), Signature.name(parameter));
    }

    void writeImport() {
        JavaSource source = files.source(owner);
        String values = source.use(files.values(owner.name()));
        String imports = source.use(RUNTIME + "Imports");
        source.docs("Serves a component that imports `" + owner.name() + "`.");
        source.open("public final class " + name + "Import {").blank();
        constants(source, values);
        source.blank().line("private " + name + "Import() {}");
        source.blank().docs("Offers every function of the interface, with exactly its type.");
        source.open("public static void register(" + imports + ".Builder imports, " + name + " implementation) {");
        for (Function each : owner.functions()) {
            String method = JavaNames.value(each.name());
            source.list(
                    "imports.function(",
                    List.of(
                            "NAME",
                            JavaSource.quoted(each.name()),
                            values + "." + ValuesWriter.constant(each),
                            "arguments -> " + method + "(implementation, arguments)"),
                    ");");
        }
        source.close("}");
        owner.functions().forEach(each -> serve(source, Signature.of(each)));
        source.close("}");
        files.add(files.packageOf(owner.name()), name + "Import", source.render());
    }

    private void serve(JavaSource source, Signature signature) {
        Conversions conversions = new Conversions(files, source);
        List<String> arguments = new ArrayList<>();
        List<Member> parameters = signature.function().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            arguments.add(conversions.lift(parameters.get(i).requiredType(), "arguments[" + i + "]"));
        }
        boolean answers = signature.function().result().isPresent();
        String nullable = answers ? "" : "@" + source.use("org.jspecify.annotations.Nullable") + " ";
        source.blank()
                .list(
                        "private static " + nullable + "Object " + signature.method() + "(",
                        List.of(name + " implementation", "Object[] arguments"),
                        ") {")
                .indent();
        String called = "implementation." + signature.method() + "(";
        if (signature.error().isPresent()) {
            String result = source.use(RUNTIME + "ResultValue");
            source.open("try {");
            if (signature.returned().isPresent()) {
                JavaTypes types = new JavaTypes(files, source);
                source.list(signature.returnType(types) + " answer = " + called, arguments, ");");
                source.code("return " + result + ".ok("
                        + conversions.lower(signature.returned().get(), "answer") + ");");
            } else {
                source.list(called, arguments, ");");
                source.code("return " + result + ".ok(null);");
            }
            String error = JavaNames.value(signature.error().get().name());
            source.close("} catch ("
                            + source.use(
                                    Signature.exception(files, signature.error().get())) + " thrown) {")
                    .indent();
            source.code("return " + result + ".err("
                    + conversions.lower(new Type.Named(signature.error().get()), "thrown." + error + "()") + ");");
            source.close("}");
        } else if (signature.returned().isPresent()) {
            JavaTypes types = new JavaTypes(files, source);
            source.list(signature.returnType(types) + " answer = " + called, arguments, ");");
            source.code("return " + conversions.lower(signature.returned().get(), "answer") + ";");
        } else {
            source.list(called, arguments, ");");
            source.code("return null;");
        }
        source.close("}");
    }
}
