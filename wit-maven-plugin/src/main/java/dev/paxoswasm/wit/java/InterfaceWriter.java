package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the plain Java interface of a WIT interface. */
final class InterfaceWriter {

    private final JavaFiles files;
    private final WitInterface owner;

    InterfaceWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
    }

    void write() {
        JavaSource source = files.source(owner);
        JavaTypes types = new JavaTypes(files, source);
        String name = JavaNames.type(owner.name().name());
        source.docs(owner.docs());
        source.open("public interface " + name + " {");
        for (Function function : owner.functions()) {
            Signature signature = Signature.of(function);
            Map<String, String> tags = new LinkedHashMap<>();
            for (Member parameter : function.parameters()) {
                tags.put("@param " + Signature.name(parameter), parameter.docs());
            }
            source.blank().docs(function.docs(), tags);
            source.list(
                    signature.returnType(types) + " " + signature.method() + "(",
                    signature.parameters(types),
                    ")" + signature.throwsClause(files, source) + ";");
        }
        source.close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }
}
