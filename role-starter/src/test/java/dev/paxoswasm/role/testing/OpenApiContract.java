package dev.paxoswasm.role.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.type.FunctionType;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** One WIT function, one operation: none missing, none extra, in the document of a running service. */
public final class OpenApiContract {

    private static final Set<String> VERBS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private OpenApiContract() {}

    /**
     * @param roleInterface the name of the role's WIT interface without package: {@code acceptor}
     * @param functions its functions
     */
    public static void assertOneOperationAFunction(
            RunningNode node, String roleInterface, Map<String, FunctionType> functions) {
        String prefix = "/" + roleInterface + "s/{" + roleInterface + "}/";
        Set<String> expected = functions.entrySet().stream()
                .map(function -> (function.getValue().parameters().size() == 1 ? "get " : "post ") + prefix
                        + function.getKey() + " " + function.getKey())
                .collect(Collectors.toCollection(TreeSet::new));

        JsonNode document = RunningNode.json(node.get("/v3/api-docs"));

        Set<String> met = new TreeSet<>();
        document.path("paths").forEachEntry((path, item) -> {
            if (path.startsWith("/" + roleInterface + "s/")) {
                item.forEachEntry((verb, operation) -> {
                    if (VERBS.contains(verb)) {
                        met.add(verb + " " + path + " "
                                + operation.path("operationId").asString());
                        assertThat(operation.path("description").asString())
                                .as(path)
                                .isNotBlank();
                        assertThat(operation.path("responses").propertyNames())
                                .as(path)
                                .contains("400", "404", "405", "406", "421", "429", "500", "503");
                        assertThat(operation.at("/parameters/0/schema/minimum").asInt())
                                .as(path)
                                .isEqualTo(1);
                    }
                });
            }
        });
        assertThat(met).isEqualTo(expected);
    }
}
