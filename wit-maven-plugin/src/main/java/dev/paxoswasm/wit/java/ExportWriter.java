package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the class that calls a component which exports an interface. */
final class ExportWriter {

    /** The parameter, or the field of one, that bounds the lists of the answer. */
    private static final String MAX_ENTRIES = "max-entries";

    private final BindingSource binding;
    private final JavaSource source;
    private final WitInterface owner;
    private final String name;

    ExportWriter(JavaFiles files, WitInterface owner, TypeMethods methods) {
        this.binding = new BindingSource(
                files,
                owner,
                methods,
                owner.resources().stream().map(ExportWriter::proxy).toList());
        this.source = binding.source;
        this.owner = owner;
        this.name = JavaNames.type(owner.name().name());
    }

    /** The class of the objects that stand for a component's resources. */
    private static String proxy(TypeDefinition resource) {
        return JavaNames.type(resource.name()) + "Proxy";
    }

    void write() {
        String instance = source.use(BindingSource.RUNTIME + "ComponentInstance");
        source.docs("Calls a component that exports `" + owner.name() + "`. As little thread-safe as the instance.");
        source.open("public final class " + name + "Export "
                        + (InterfaceWriter.isNeeded(owner) ? "implements " + name + " {" : "{"))
                .blank();
        binding.constants();
        fields(instance);
        source.blank().open("private " + name + "Export(" + instance + " instance) {");
        proxies();
        owner.functions().forEach(this::bind);
        source.close("}");
        source.blank().docs("", BindingSource.mismatch(binding.support("WitMismatchException")));
        source.open("public static " + name + "Export of(" + instance + " instance) {");
        source.code("return new " + name + "Export(instance);").close("}");
        owner.resources().forEach(this::made);
        owner.functions().stream().filter(each -> !each.isMethod()).forEach(each -> call(Signature.of(each)));
        owner.resources().forEach(this::proxyClass);
        source.close("}");
        binding.add("Export");
    }

    private void fields(String instance) {
        source.blank();
        if (!owner.resources().isEmpty()) {
            source.line("private final " + instance + " instance;");
        }
        if (!owner.functions().isEmpty()) {
            String function = source.use(BindingSource.RUNTIME + "DirectFunction");
            owner.functions()
                    .forEach(each -> source.line("private final " + function + " " + Signature.member(each) + ";"));
        }
    }

    /** What stands for resources: those of this interface have proxies here, those of others where they belong. */
    private void proxies() {
        if (!owner.resources().isEmpty()) {
            source.line("this.instance = instance;");
        }
        if (owner.allResources().isEmpty()) {
            return;
        }
        Set<String> others = new LinkedHashSet<>();
        List<String> with = new ArrayList<>();
        for (TypeDefinition resource : owner.allResources()) {
            String constant = WitTypes.resource(binding.files, source, resource);
            String made = JavaNames.value(resource.name());
            if (resource.owner().equals(owner.name())) {
                with.add(".with(" + constant + ", this::" + made + ")");
                continue;
            }
            String other = source.use(binding.files.packageOf(resource.owner()) + "."
                    + JavaNames.type(resource.owner().name()) + "Export");
            String local = "of" + JavaNames.type(resource.owner().name());
            if (others.add(local)) {
                source.code(source.use("java.util.function.Supplier") + "<" + other + "> " + local + " = "
                        + binding.support("WitBinding") + ".once(() -> " + other + ".of(instance));");
            }
            with.add(".with(" + constant + ", handle -> " + local + ".get()." + made + "(handle))");
        }
        String proxies = binding.use("Proxies");
        source.line(proxies + " proxies = " + proxies + ".none()").indent().indent();
        for (int i = 0; i < with.size(); i++) {
            source.code(with.get(i) + (i < with.size() - 1 ? "" : ";"));
        }
        source.outdent().outdent();
    }

    private static boolean hasHandles(Function function) {
        return function.parameters().stream()
                        .anyMatch(each -> each.requiredType().hasHandles())
                || function.result().filter(Type::hasHandles).isPresent();
    }

    private void bind(Function function) {
        String type = binding.abi + "." + WitTypes.name(function);
        List<String> arguments = new ArrayList<>(List.of("instance", "NAME", JavaSource.quoted(function.name()), type));
        source.list(Signature.member(function) + " = " + binding.support("WitBinding") + ".function(", arguments, ")");
        List<String> direct = new ArrayList<>(hasHandles(function) ? List.of(type, "proxies") : List.of());
        direct.addAll(binding.passed(function));
        source.line("        .direct(" + String.join(", ", direct) + ");");
    }

    private void made(TypeDefinition resource) {
        source.blank()
                .docs("What stands for a handle that the component made, and calls the component; it owns the handle.");
        source.open("public " + proxy(resource) + " " + JavaNames.value(resource.name()) + "("
                + binding.use("ResourceHandle") + " handle) {");
        source.line("return new " + proxy(resource) + "(handle);").close("}");
    }

    private void proxyClass(TypeDefinition resource) {
        String type = binding.types.of(new Type.Handle(Type.Ownership.OWN, resource));
        source.blank().docs("Stands for a `" + resource.name() + "` of the component.");
        source.open("public final class " + proxy(resource) + " implements " + type + ", "
                        + binding.use("ResourceProxy") + " {")
                .blank();
        source.line("private final " + binding.use("ResourceHandle") + " handle;")
                .blank();
        source.open("private " + proxy(resource) + "(" + binding.use("ResourceHandle") + " handle) {");
        source.line("this.handle = handle;").close("}").blank();
        source.line("@Override").open("public " + binding.use("ResourceHandle") + " resourceHandle() {");
        source.line("return handle;").close("}");
        owner.functions().stream()
                .filter(each -> each.isMethod() && each.resource().equals(Optional.of(resource)))
                .forEach(each -> call(Signature.of(each)));
        source.blank()
                .docs("Drops it, which its component is told. Does nothing where it was given away or dropped before,"
                        + " or has ended with its instance.");
        source.line("@Override").open("public void close() {");
        source.line("instance.close(this);").close("}").close("}");
    }

    private void call(Signature signature) {
        Function function = signature.function();
        String called = (function.isMethod() ? name + "Export.this." : "this.") + Signature.member(function);
        source.blank().line("@Override");
        source.list(
                        "public " + signature.returnType(binding.types) + " " + signature.method() + "(",
                        binding.parameters(function),
                        ")" + signature.throwsClause(binding.files, source) + " {")
                .indent();
        if (function.parameters().stream().anyMatch(each -> each.requiredType().hasHandles())) {
            source.code(source.use(JavaFiles.PASSED_HANDLES) + " handles = " + called + ".handles();");
        }
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
        answer(signature, called + ".call(arguments, lifting)");
        source.close("}");
    }

    /** Refuses what is no value of a parameter before the component is entered; returns what to lower. */
    private List<String> check(Function function) {
        List<String> values = new ArrayList<>();
        if (function.isMethod()) {
            values.add("this");
            binding.texts.check(function.parameters().get(0).requiredType(), "this");
        }
        for (Member parameter : function.plainParameters()) {
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
