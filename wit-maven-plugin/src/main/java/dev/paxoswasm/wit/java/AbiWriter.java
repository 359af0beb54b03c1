package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class that holds an interface's WIT types and moves their values into a component and out of it, as the
 * canonical ABI lays them out (CanonicalABI.md, "Loading", "Storing", "Flattening"). What lies where is asked of the
 * runtime, into constants.
 */
final class AbiWriter {

    private final JavaFiles files;
    private final WitInterface owner;
    private final TypeMethods methods;
    private final FlatTypes flatTypes;
    private final JavaSource source;
    private final WitTypes witTypes;
    private final JavaTypes types;
    private final AbiCode code;
    private final String memory;

    /** @param methods what the other classes of the package want of it is in there already */
    AbiWriter(JavaFiles files, WitInterface owner, TypeMethods methods, FlatTypes flatTypes) {
        this.files = files;
        this.owner = owner;
        this.methods = methods;
        this.flatTypes = flatTypes;
        this.source = files.source(owner);
        this.witTypes = new WitTypes(files, source, owner.name());
        this.types = new JavaTypes(files, source);
        this.code = new AbiCode(files, source, methods, owner.name(), true);
        this.memory = source.use(JavaFiles.GUEST_MEMORY) + " memory";
    }

    static String className(InterfaceName name) {
        return JavaNames.type(name.name()) + "Abi";
    }

    /** Where parameters lie that are passed in memory. */
    static String parameterOffsets(Function function) {
        return JavaNames.constant(function.label()) + "_PARAMETERS";
    }

    void write() {
        String name = className(owner.name());
        source.docs("The types of `" + owner.name() + "`, and how their values pass into a component and out of it.");
        source.open("public final class " + name + " {").blank();
        source.docs("The name of the interface in a component.");
        source.line("public static final String NAME = "
                + JavaSource.quoted(owner.name().toString()) + ";");
        witTypes.constants(owner);
        functions();
        owner.functions().stream().filter(Flat::parametersInMemory).forEach(this::parameters);
        source.blank().line("private " + name + "() {}");
        for (@Nullable Type type = methods.next(); type != null; type = methods.next()) {
            methods(type);
        }
        source.close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }

    private void functions() {
        String map = source.use("java.util.Map");
        List<String> entries = owner.functions().stream()
                .map(function ->
                        map + ".entry(" + JavaSource.quoted(function.name()) + ", " + WitTypes.name(function) + ")")
                .toList();
        source.blank().docs("The type of each function, in the order of the interface.");
        String head = "public static final " + map + "<String, "
                + source.use("dev.paxoswasm.component.type.FunctionType") + "> FUNCTIONS = ";
        if (entries.isEmpty()) {
            source.line(head + map + ".of();");
        } else {
            source.list(head + source.use(files.support("WitBinding")) + ".ordered(", entries, ");");
        }
    }

    private void parameters(Function function) {
        List<Type> elements =
                function.parameters().stream().map(Member::requiredType).toList();
        source.blank()
                .code("static final int[] " + parameterOffsets(function) + " = " + source.use(JavaFiles.LAYOUT)
                        + ".offsets(" + witTypes.tuple(elements) + ");");
    }

    private void methods(Type type) {
        String name = methods.name(type);
        String java = types.of(type);
        AbiBodies bodies = new AbiBodies(files, source, code, witTypes, JavaNames.upper(name));
        bodies.constants(type);
        if (type instanceof Type.ListOf list) {
            method(type, "int place" + name + "(" + java + " value, " + memory + ")");
            bodies.place(list.element());
            method(type, java + " lift" + name + "(" + memory + ", int first, int count)");
            bodies.elements(list.element());
        } else {
            method(type, "void store" + name + "(" + java + " value, " + memory + ", int address)");
            bodies.put(type, true);
            method(type, java + " load" + name + "(" + memory + ", int address)");
            bodies.get(type, true);
            if (flatTypes.contains(type)) {
                method(type, "void lower" + name + "(" + java + " value, " + memory + ", long[] flat, int index)");
                bodies.put(type, false);
                method(type, java + " lift" + name + "(" + memory + ", long[] flat, int index)");
                bodies.get(type, false);
            }
        }
        if (Texts.in(type)) {
            String handles = type.hasHandles() ? ", " + source.use(JavaFiles.PASSED_HANDLES) + " handles" : "";
            method(type, "void check" + name + "(" + java + " value" + handles + ")");
            new Texts(files, source, code).body(type);
            source.close("}");
        }
    }

    private void method(Type type, String head) {
        source.blank()
                .code((type instanceof Type.Named ? "public static " : "static ") + head + " {")
                .indent();
    }
}
