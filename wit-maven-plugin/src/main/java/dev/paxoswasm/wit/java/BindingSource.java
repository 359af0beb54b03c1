package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the two directions of a binding have in common. */
final class BindingSource {

    static final String RUNTIME = "dev.paxoswasm.component.";
    private static final String ABI = RUNTIME + "abi.";

    /** Local variables of the methods of a binding, beside parameters and what is checked of them. */
    private static final Set<String> LOCALS = Set.of(
            "address",
            "answer",
            "arguments",
            "error",
            "flat",
            "handles",
            "implementation",
            "it",
            "lifting",
            "memory",
            "result",
            "self",
            "thrown");

    final JavaFiles files;
    final WitInterface owner;
    final JavaSource source;
    final JavaTypes types;
    final AbiCode code;
    final Texts texts;
    final String abi;

    /** @param nested simple names of the types nested in the class */
    BindingSource(JavaFiles files, WitInterface owner, TypeMethods methods, List<String> nested) {
        this.files = files;
        this.owner = owner;
        this.source = files.source(owner.name(), owner.at().file(), nested);
        this.types = new JavaTypes(files, source);
        this.code = new AbiCode(files, source, methods, owner.name(), false);
        this.texts = new Texts(files, source, code);
        this.abi = source.use(files.abi(owner.name()));
    }

    String use(String ofAbi) {
        return source.use(ABI + ofAbi);
    }

    String support(String name) {
        return source.use(files.support(name));
    }

    void constants() {
        source.docs("The name of the interface in a component.");
        source.line("public static final String NAME = " + abi + ".NAME;").blank();
        source.docs("The type of each function, in the order of the interface.");
        source.line("public static final " + source.use("java.util.Map") + "<String, "
                + source.use(RUNTIME + "type.FunctionType") + "> FUNCTIONS = " + abi + ".FUNCTIONS;");
    }

    /** How the canonical ABI passes the parameters and the result. */
    List<String> passed(Function function) {
        return List.of(passed(Flat.parametersInMemory(function)), passed(Flat.resultInMemory(function)));
    }

    private String passed(boolean inMemory) {
        return use("Passed") + (inMemory ? ".IN_MEMORY" : ".FLAT");
    }

    /** The Java class of all that a function answers, its declared error included. */
    String answerType(Function function) {
        return function.result().map(types::boxed).orElseGet(() -> support("Empty"));
    }

    /** Where each parameter lies: its address, or the index of its first flat value. */
    List<String> places(Function function) {
        List<String> places = new ArrayList<>();
        List<Type> before = new ArrayList<>();
        for (Member parameter : function.parameters()) {
            String place = Integer.toString(Flat.sum(before));
            if (Flat.parametersInMemory(function)) {
                place = before.isEmpty()
                        ? "address"
                        : "address + " + abi + "." + AbiWriter.parameterOffsets(function) + "[" + before.size() + "]";
            }
            places.add(place);
            before.add(parameter.requiredType());
        }
        return places;
    }

    /**
     * The check of a value that comes from a caller or from an implementation; the same value if there is nothing to
     * check.
     */
    String checked(Type type, String value, String label) {
        // A u64 outside a record or a variant may have all of its 64 bits.
        return type.unaliased() == Type.Primitive.U64
                ? value
                : new Checks(files, source).expression(type, value, label);
    }

    /** What a parameter is called where other local variables are, too. */
    static String local(Member parameter) {
        String name = Signature.name(parameter);
        return LOCALS.contains(name) || name.startsWith("checked") ? name + "_" : name;
    }

    /** Those of the Java method. */
    List<String> parameters(Function function) {
        return function.plainParameters().stream()
                .map(parameter -> types.of(parameter.requiredType()) + " " + local(parameter))
                .toList();
    }

    /** Writes a statement that ends in a lambda made of one expression, on two lines if it must be. */
    void lambda(String head, String expression) {
        if (source.fits(0, head + " -> " + expression + ";")) {
            source.line(head + " -> " + expression + ";");
        } else {
            source.line(head + " ->").indent().indent().code(expression + ";");
            source.outdent().outdent();
        }
    }

    void lines(String statements) {
        statements.lines().forEach(source::code);
    }

    void add(String suffix) {
        files.add(files.packageOf(owner.name()), JavaNames.type(owner.name().name()) + suffix, source.render());
    }

    static Map<String, String> mismatch(String exception) {
        return Map.of("@throws " + exception, "if the component does not export the interface with exactly its types");
    }
}
