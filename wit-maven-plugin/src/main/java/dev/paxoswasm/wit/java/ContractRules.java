package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.List;

/** What an interface must keep to be served over HTTP, one operation a function. */
final class ContractRules {

    private ContractRules() {}

    /** @throws WitException at the first function that breaks a rule */
    static void check(WitInterface served) {
        served.functions().forEach(function -> check(served.name().name(), function));
    }

    private static void check(String role, Function function) {
        boolean handles = function.parameters().stream()
                        .anyMatch(each -> each.requiredType().hasHandles())
                || function.result().filter(Type::hasHandles).isPresent();
        if (handles) {
            throw new WitException(
                    function.at(), "a function served over HTTP passes no resources; `" + function.name() + "` does");
        }
        List<Member> parameters = function.parameters();
        String rule = "a function served over HTTP begins with the addressed node: a parameter `" + role
                + "` whose type is an alias of an integer";
        if (parameters.isEmpty()) {
            throw new WitException(function.at(), rule + "; `" + function.name() + "` has no parameter");
        }
        Member first = parameters.get(0);
        boolean alias = first.requiredType() instanceof Type.Named named
                && named.definition().shape() instanceof TypeDefinition.Alias
                && named.unaliased() instanceof Type.Primitive primitive
                && primitive.integer();
        if (!first.name().equals(role) || !alias) {
            throw new WitException(
                    first.at(),
                    rule + "; `" + function.name() + "` begins with `" + first.name() + "`"
                            + (alias ? "" : ", which is none"));
        }
        if (parameters.size() > 2) {
            throw new WitException(
                    parameters.get(2).at(),
                    "a function served over HTTP has at most one parameter beside `" + role + "`, the body; `"
                            + function.name() + "` has " + (parameters.size() - 1));
        }
        if (parameters.size() == 2
                && !(parameters.get(1).requiredType().unaliased() instanceof Type.Named body
                        && body.definition().shape() instanceof TypeDefinition.RecordShape)) {
            throw new WitException(
                    parameters.get(1).at(),
                    "the body of a function served over HTTP is a record; `"
                            + parameters.get(1).name() + "` of `" + function.name() + "` is none");
        }
    }
}
