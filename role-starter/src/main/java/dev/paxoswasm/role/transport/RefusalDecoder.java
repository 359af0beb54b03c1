package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.web.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a problem document the refusal it was. One that carries no refusal, because the service around the component
 * made it, means that the node cannot serve, or will not, for it is of another cluster.
 */
final class RefusalDecoder {

    private static final String OTHER_CLUSTER = ProblemType.OTHER_CLUSTER.uri().toString();

    private final JsonMapper json;

    RefusalDecoder(JsonMapper json) {
        this.json = json;
    }

    RuntimeException decode(int status, byte[] body) {
        String fallback = "answered with status " + status;
        try {
            JsonNode problem = json.readTree(body);
            JsonNode refusal = problem.path("refusal");
            if (refusal.isObject()) {
                return new RefusalException(json.treeToValue(refusal, Refusal.class));
            }
            String detail = problem.path("detail").asString("");
            String why = detail.isEmpty() ? fallback : detail;
            return OTHER_CLUSTER.equals(problem.path("type").asString(""))
                    ? new OtherClusterException(why)
                    : unavailable(why);
        } catch (JacksonException e) {
            return unavailable(fallback);
        }
    }

    private static RefusalException unavailable(String why) {
        return new RefusalException(new Refusal.Unavailable(why));
    }
}
