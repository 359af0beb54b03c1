package dev.paxoswasm.role.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** What every problem document must be. */
public final class Problems {

    private Problems() {}

    /** Checks a problem, and that it shows nothing of the inside of the service. */
    public static void assertProblem(HttpResponse<String> response, int status, String type, String detail) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = RunningNode.json(response);
        assertThat(problem.path("type").asString()).isEqualTo("urn:paxos-wasm:problem:" + type);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).contains(detail);
        assertThat(response.body())
                .doesNotContain("Exception", "dev.paxoswasm", "java.", "tools.jackson", "springframework");
    }
}
