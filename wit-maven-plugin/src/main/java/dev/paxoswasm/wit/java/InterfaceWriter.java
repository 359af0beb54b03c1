package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes the plain Java interface of a WIT interface, and one of each of its resources. */
final class InterfaceWriter {

    private final JavaFiles files;
    private final WitInterface owner;

    InterfaceWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
    }

    /** Whether there is anything that is no method of a resource. */
    static boolean isNeeded(WitInterface owner) {
        return owner.functions().stream().anyMatch(function -> !function.isMethod());
    }

    /** Whether a class can serve or call it. */
    static boolean isBound(WitInterface owner) {
        return !owner.functions().isEmpty() || !owner.resources().isEmpty();
    }

    void write() {
        JavaSource source = files.source(owner);
        JavaTypes types = new JavaTypes(files, source);
        String name = JavaNames.type(owner.name().name());
        source.docs(owner.docs());
        source.open("public interface " + name + " {");
        for (Function function : owner.functions()) {
            if (!function.isMethod()) {
                method(source, types, function);
            }
        }
        source.close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }

    void write(TypeDefinition resource) {
        JavaSource source = files.source(owner);
        JavaTypes types = new JavaTypes(files, source);
        String name = JavaNames.type(resource.name());
        source.docs(resource.docs());
        source.open("public interface " + name + " extends AutoCloseable {");
        for (Function function : owner.functions()) {
            if (function.isMethod() && function.resource().equals(Optional.of(resource))) {
                method(source, types, function);
            }
        }
        source.blank()
                .docs("Called by its owner when it is used no more: by the component, if it was given to one; else by"
                        + " whoever has it.");
        source.line("@Override").line("void close();").close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }

    private void method(JavaSource source, JavaTypes types, Function function) {
        Signature signature = Signature.of(function);
        Map<String, String> tags = new LinkedHashMap<>();
        for (Member parameter : function.plainParameters()) {
            tags.put("@param " + Signature.name(parameter), (parameter.docs() + " " + passed(parameter)).strip());
        }
        if (signature
                .returned()
                .filter(type -> type.unaliased() instanceof Type.Handle)
                .isPresent()) {
            tags.put("@return", "the caller's to close");
        }
        source.blank().docs(function.docs(), tags);
        source.list(
                signature.returnType(types) + " " + signature.method() + "(",
                signature.parameters(types),
                ")" + signature.throwsClause(files, source) + ";");
    }

    /** What becomes of a resource that is passed. */
    private static String passed(Member parameter) {
        if (parameter.requiredType().unaliased() instanceof Type.Handle handle) {
            return handle.ownership() == Type.Ownership.OWN
                    ? "Given away: whoever is called closes it."
                    : "Lent for the time of the call.";
        }
        return "";
    }
}
