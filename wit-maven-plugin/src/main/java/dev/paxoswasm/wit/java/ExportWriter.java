package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the class that calls a component which exports an interface. */
final class ExportWriter {

    /** The parameter, or the field of one, that bounds the lists of the answer. */
    private static final String MAX_ENTRIES = "max-entries";

    private final BindingSource binding;
    private final JavaSource source;
    private final WitInterface owner;
    private final String name;

    ExportWriter(JavaFiles files, WitInterface owner, TypeMethods methods) {
        this.binding = new BindingSource(files, owner, methods);
        this.source = binding.source;
        this.owner = owner;
        this.name = JavaNames.type(owner.name().name());
    }

    void write() {
        String instance = source.use(BindingSource.RUNTIME + "ComponentInstance");
        String function = source.use(BindingSource.RUNTIME + "DirectFunction");
        source.docs("Calls a component that exports `" + owner.name() + "`. As little thread-safe as the instance.");
        source.open("public final class " + name + "Export implements " + name + " {")
                .blank();
        binding.constants();
        source.blank();
        for (Function each : owner.functions()) {
            source.line("private final " + function + " " + JavaNames.value(each.name()) + ";");
        }
        source.blank().open("private " + name + "Export(" + instance + " instance) {");
        owner.functions().forEach(this::bind);
        source.close("}");
        source.blank().docs("", BindingSource.mismatch(binding.support("WitMismatchException")));
        source.open("public static " + name + "Export of(" + instance + " instance) {");
        source.code("return new " + name + "Export(instance);").close("}");
        owner.functions().forEach(each -> call(Signature.of(each)));
        source.close("}");
        binding.add("Export");
    }

    private void bind(Function function) {
        List<String> arguments = new ArrayList<>(List.of(
                "instance", "NAME", JavaSource.quoted(function.name()), binding.abi + "." + WitTypes.name(function)));
        source.list(
                JavaNames.value(function.name()) + " = " + binding.support("WitBinding") + ".function(",
                arguments,
                ")");
        source.line("        .direct(" + String.join(", ", binding.passed(function)) + ");");
    }

    private void call(Signature signature) {
        Function function = signature.function();
        source.blank().line("@Override");
        source.list(
                        "public " + signature.returnType(binding.types) + " " + signature.method() + "(",
                        binding.parameters(function),
                        ")" + signature.throwsClause(binding.files, source) + " {")
                .indent();
        List<String> values = check(function);
        source.open(binding.use("ArgumentsLowering") + " arguments = (memory, flat, address) -> {");
        List<String> places = binding.places(function);
        for (int i = 0; i < values.size(); i++) {
            Type type = function.parameters().get(i).requiredType();
            binding.lines(
                    Flat.parametersInMemory(function)
                            ? binding.code.store(type, values.get(i), places.get(i))
                            : binding.code.lower(type, values.get(i), places.get(i)));
        }
        source.close("};");
        String answer = binding.answerType(function);
        String lifted = function.result()
                .map(type -> Flat.resultInMemory(function)
                        ? binding.code.load(type, "address")
                        : binding.code.lift(type, "0"))
                .orElseGet(() -> binding.support("Empty") + ".INSTANCE");
        String lifting = binding.use("Lifting") + "<" + answer + "> lifting = (memory, flat, address)";
        Optional<String> bound = bound(function, values);
        if (bound.isPresent()) {
            source.open(lifting + " -> {");
            source.code("memory.boundLists(" + bound.get() + ");")
                    .code("return " + lifted + ";")
                    .close("};");
        } else {
            binding.lambda(lifting, lifted);
        }
        answer(signature, "this." + JavaNames.value(function.name()) + ".call(arguments, lifting)");
        source.close("}");
    }

    /** Refuses what is no value of a parameter before the component is entered; returns what to lower. */
    private List<String> check(Function function) {
        List<String> values = new ArrayList<>();
        for (Member parameter : function.parameters()) {
            Type type = parameter.requiredType();
            String given = BindingSource.local(parameter);
            String checked = binding.checked(type, given, parameter.name());
            if (checked.equals(given)) {
                values.add(given);
            } else {
                String local = "checked" + JavaNames.type(parameter.name());
                source.code(binding.types.of(type) + " " + local + " = " + checked + ";");
                values.add(local);
            }
            binding.texts.check(type, values.get(values.size() - 1));
        }
        return values;
    }

    /** The most elements that the caller asked for, where it did. */
    private static Optional<String> bound(Function function, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            Member parameter = function.parameters().get(i);
            if (isBound(parameter)) {
                return Optional.of(values.get(i));
            }
            if (parameter.requiredType().unaliased() instanceof Type.Named named
                    && named.definition().shape() instanceof TypeDefinition.RecordShape request
                    && request.fields().stream().anyMatch(ExportWriter::isBound)) {
                return Optional.of(values.get(i) + "." + JavaNames.value(MAX_ENTRIES) + "()");
            }
        }
        return Optional.empty();
    }

    private static boolean isBound(Member member) {
        return member.name().equals(MAX_ENTRIES) && member.requiredType().unaliased() == Type.Primitive.U32;
    }

    private void answer(Signature signature, String called) {
        Function function = signature.function();
        if (signature.error().isEmpty()) {
            source.code((function.result().isPresent() ? "return " : "") + called + ";");
            return;
        }
        String type = binding.answerType(function);
        String of = type.substring(type.indexOf('<'));
        String exception =
                source.use(Signature.exception(binding.files, signature.error().get()));
        String witResult = binding.support("WitResult");
        source.code(type + " result = " + called + ";");
        if (signature.returned().isPresent()) {
            source.open("return switch (result) {");
            source.code("case " + witResult + ".Ok" + of + " it -> it.ok();");
            source.code("case " + witResult + ".Err" + of + " it -> throw new " + exception + "(it.err());")
                    .close("};");
        } else {
            source.open("if (result instanceof " + witResult + ".Err" + of + " it) {");
            source.line("throw new " + exception + "(it.err());").close("}");
        }
    }
}
