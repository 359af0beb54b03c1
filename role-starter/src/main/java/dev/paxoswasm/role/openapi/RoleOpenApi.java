package dev.paxoswasm.role.openapi;

import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.web.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/** Completes the document that springdoc reads off the controllers: what the service is, and the problems it answers with. */
public final class RoleOpenApi implements OpenApiCustomizer {

    private static final String PROBLEM = "Problem";

    private final Cluster cluster;
    private final String version;
    private final Map<String, String> problems = new LinkedHashMap<>();

    public RoleOpenApi(Cluster cluster, String version) {
        this.cluster = cluster;
        this.version = version;
        problems.put("400", "The request breaks a rule of the contract, or its body cannot be read.");
        problems.put("413", "The request is over a bound on size.");
        problems.put("415", "The media type of the body is not supported.");
        problems.put("421", "The request names another node than the one that got it.");
        problems.put("429", "Too much is under way; `Retry-After` says when to ask again.");
        problems.put("500", "The component failed, or an invariant of the protocol would have been broken.");
        problems.put("503", "The node, or one it needs, cannot serve now.");
    }

    @Override
    public void customise(OpenAPI document) {
        String role = cluster.role().label();
        document.info(new Info()
                .title("paxos-wasm " + role + " " + cluster.self())
                .description("The operations of " + role + " " + cluster.self()
                        + ". Each operation below /" + cluster.role().pathSegment()
                        + "/ is one function of the WIT interface " + role + ".")
                .version(version)
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
        if (document.getComponents() == null) {
            document.components(new Components());
        }
        document.getComponents().addSchemas(PROBLEM, problemSchema());
        String prefix = "/" + cluster.role().pathSegment() + "/";
        document.getPaths().forEach((path, item) -> {
            if (path.startsWith(prefix)) {
                item.readOperations().forEach(this::addProblems);
            }
        });
    }

    private void addProblems(Operation operation) {
        problems.forEach((status, description) -> {
            boolean aboutBody = status.equals("413") || status.equals("415");
            if (!aboutBody || operation.getRequestBody() != null) {
                operation.getResponses().addApiResponse(status, problem(description));
            }
        });
    }

    private static ApiResponse problem(String description) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(reference)));
    }

    private static Schema<?> problemSchema() {
        return new ObjectSchema()
                .description("A problem document (RFC 9457).")
                .addProperty(
                        "type", new StringSchema().format("uri").description("The kind of problem; never changes."))
                .addProperty("title", new StringSchema().description("The kind of problem, in words."))
                .addProperty("status", new IntegerSchema().description("The HTTP status."))
                .addProperty(
                        "detail",
                        new StringSchema().description("What is wrong with this request, and what would be right."))
                .addProperty(
                        "refusal",
                        new ObjectSchema()
                                .description(
                                        "The refusal of the component, where it was one, as the contract writes it."));
    }
}
