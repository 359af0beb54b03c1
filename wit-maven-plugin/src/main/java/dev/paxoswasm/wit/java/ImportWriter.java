package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes the class that serves a component which imports an interface. */
final class ImportWriter {

    private final BindingSource binding;
    private final JavaSource source;
    private final WitInterface owner;
    private final String name;

    ImportWriter(JavaFiles files, WitInterface owner, TypeMethods methods) {
        this.binding = new BindingSource(files, owner, methods, List.of());
        this.source = binding.source;
        this.owner = owner;
        this.name = JavaNames.type(owner.name().name());
    }

    void write() {
        source.docs("Serves a component that imports `" + owner.name() + "`.");
        source.open("public final class " + name + "Import {").blank();
        binding.constants();
        source.blank().line("private " + name + "Import() {}");
        String builder = source.use(BindingSource.RUNTIME + "Imports") + ".Builder imports";
        String parameter = InterfaceWriter.isNeeded(owner) ? ", " + name + " implementation) {" : ") {";
        source.blank().docs("Offers every function of the interface, with exactly its type.");
        source.open("public static void register(" + builder + parameter);
        source.line("register(imports, NAME" + (InterfaceWriter.isNeeded(owner) ? ", implementation);" : ");"));
        source.close("}");
        source.blank()
                .docs("Offers the interface under another name, for a component that imports it as `name: "
                        + owner.name() + "`.");
        source.open("public static void register(" + builder + ", String name" + parameter);
        for (TypeDefinition resource : owner.resources()) {
            String offered = WitTypes.resource(binding.files, source, resource) + ".resource()";
            source.list("imports.resource(", List.of("name", JavaSource.quoted(resource.name()), offered), ");");
        }
        owner.functions().forEach(this::register);
        source.close("}");
        owner.functions().forEach(each -> serve(Signature.of(each)));
        source.close("}");
        binding.add("Import");
    }

    private void register(Function function) {
        boolean parametersInMemory = Flat.parametersInMemory(function);
        List<String> places = binding.places(function);
        List<String> arguments = new ArrayList<>();
        if (!function.isMethod()) {
            arguments.add("implementation");
        }
        for (int i = 0; i < places.size(); i++) {
            Type type = function.parameters().get(i).requiredType();
            arguments.add(
                    parametersInMemory
                            ? binding.code.load(type, places.get(i))
                            : binding.code.lift(type, places.get(i)));
        }
        List<String> parts = new ArrayList<>(
                List.of("name", JavaSource.quoted(function.name()), binding.abi + "." + WitTypes.name(function)));
        List<String> direct = new ArrayList<>(binding.passed(function));
        direct.add(
                "(memory, flat, address) -> " + Signature.member(function) + "(" + String.join(", ", arguments) + ")");
        direct.add("(answer, memory, flat, address) -> " + lowering(function));
        parts.add("new " + binding.use("DirectHostFunction") + "<" + binding.answerType(function) + ">("
                + String.join(", ", direct) + ")");
        source.list("imports.function(", parts, ");");
    }

    /** A result passed flat is one value at most, which takes one statement to lower; hence the expression. */
    private String lowering(Function function) {
        String statement = function.result()
                .map(type -> Flat.resultInMemory(function)
                        ? binding.code.store(type, "answer", "address")
                        : binding.code.lower(type, "answer", "0"))
                .orElse("{}");
        return statement.endsWith(";") ? statement.substring(0, statement.length() - 1) : statement;
    }

    private void serve(Signature signature) {
        Function function = signature.function();
        List<String> parameters = Stream.concat(Stream.of(self(function)), binding.parameters(function).stream())
                .toList();
        String answer = binding.answerType(function);
        source.blank()
                .list(
                        "private static " + source.use("java.util.function.Supplier") + "<" + answer + "> "
                                + Signature.member(function) + "(",
                        parameters,
                        ") {")
                .indent();
        source.open("return () -> {");
        if (function.result().filter(Type::hasHandles).isPresent()) {
            String handles = source.use(JavaFiles.PASSED_HANDLES);
            source.line(handles + " handles = " + handles + ".ofHost();");
        }
        String called = (function.isMethod() ? "self." : "implementation.") + signature.method() + "("
                + String.join(
                        ", ",
                        function.plainParameters().stream()
                                .map(BindingSource::local)
                                .toList())
                + ")";
        if (signature.error().isPresent()) {
            withError(signature, called);
        } else if (function.result().isPresent()) {
            answer(function.result().get(), called, "", "");
        } else {
            source.code(called + ";").line("return " + binding.support("Empty") + ".INSTANCE;");
        }
        source.close("};").close("}");
    }

    /** Whose method is called. */
    private String self(Function function) {
        return function.isMethod()
                ? binding.types.of(function.parameters().get(0).requiredType()) + " self"
                : name + " implementation";
    }

    private void answer(Type type, String called, String before, String after) {
        String checked = binding.checked(type, called, "result");
        if (Texts.in(type)) {
            source.code(binding.types.of(type) + " answer = " + checked + ";");
            binding.texts.check(type, "answer");
            source.line("return " + before + "answer" + after + ";");
        } else {
            source.code("return " + before + checked + after + ";");
        }
    }

    private void withError(Signature signature, String called) {
        String witResult = binding.support("WitResult");
        Type errorType = new Type.Named(signature.error().get());
        source.open("try {");
        if (signature.returned().isPresent()) {
            answer(signature.returned().get(), called, "new " + witResult + ".Ok<>(", ")");
        } else {
            source.code(called + ";")
                    .line("return new " + witResult + ".Ok<>(" + binding.support("Empty") + ".INSTANCE);");
        }
        source.close("} catch ("
                        + source.use(Signature.exception(
                                binding.files, signature.error().get()))
                        + " thrown) {")
                .indent();
        source.line(binding.types.of(errorType) + " error = thrown."
                + JavaNames.value(signature.error().get().name()) + "();");
        binding.texts.check(errorType, "error");
        source.line("return new " + witResult + ".Err<>(error);").close("}");
    }
}
