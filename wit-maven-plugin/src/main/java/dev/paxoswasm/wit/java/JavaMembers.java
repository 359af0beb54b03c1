package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.syntax.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses members that WIT tells apart and Java does not, such as {@code a-1} and {@code a1}. */
final class JavaMembers {

    private JavaMembers() {}

    static void check(TypeDefinition definition) {
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            distinct(shape.fields());
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            distinct(shape.cases());
            shape.cases().forEach(each -> checkCase(definition, each));
        }
    }

    static void check(List<Function> functions) {
        Map<String, Position> taken = new HashMap<>();
        Map<TypeDefinition, Map<String, Position>> methods = new HashMap<>();
        for (Function function : functions) {
            distinct(taken, function.label(), function.at());
            if (function.isMethod()) {
                Map<String, Position> ofResource =
                        methods.computeIfAbsent(function.resource().orElseThrow(), any -> new HashMap<>());
                distinct(ofResource, function.plainName(), function.at());
            }
            distinct(function.parameters());
        }
    }

    private static void checkCase(TypeDefinition variant, Member each) {
        String type = JavaNames.type(each.name());
        boolean hides = JavaNames.OF_JAVA_LANG.contains(type)
                || type.equals("Members")
                || type.equals(JavaNames.type(variant.name()));
        if (hides) {
            throw new WitException(
                    each.at(),
                    "this would become the Java type " + type + " within " + JavaNames.type(variant.name())
                            + ", where it would hide another; another name will do");
        }
    }

    private static void distinct(List<Member> members) {
        Map<String, Position> taken = new HashMap<>();
        members.forEach(member -> distinct(taken, member.name(), member.at()));
    }

    private static void distinct(Map<String, Position> taken, String name, Position at) {
        Position first = taken.putIfAbsent(JavaNames.value(name), at);
        if (first != null) {
            throw new WitException(
                    at,
                    "`" + name + "` would become `" + JavaNames.value(name) + "` in Java, as does the name at " + first
                            + "; another name will do");
        }
    }
}
