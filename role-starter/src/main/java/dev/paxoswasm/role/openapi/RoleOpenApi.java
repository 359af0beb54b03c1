package dev.paxoswasm.role.openapi;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.web.Problem;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/**
 * Completes the documents that springdoc reads off the controllers: what the service is, and the problems it answers
 * with.
 */
public final class RoleOpenApi implements GlobalOpenApiCustomizer {

    private static final String PROBLEM = "Problem";
    private static final Set<String> ABOUT_BODIES = Set.of("408", "413", "415");
    private static final Map<String, String> PROBLEMS = new TreeMap<>(Map.ofEntries(
            Map.entry("400", "The request breaks a rule of the contract, or its body cannot be read."),
            Map.entry("404", "Nothing is at this path, or no node of the role has the id."),
            Map.entry("405", "The path does not take this method; `Allow` lists those that it takes."),
            Map.entry("406", "None of the accepted media types can be given."),
            Map.entry("408", "The body took too long to arrive; nothing was done with what did."),
            Map.entry("413", "The request is over a bound on size."),
            Map.entry("415", "The media type of the body is not supported, or its content coding is not undone."),
            Map.entry("429", "Too much is under way; `Retry-After` says when to ask again."),
            Map.entry("500", "The component failed, or an invariant of the protocol would have been broken."),
            Map.entry("503", "The node, or one it needs, cannot serve now.")));
    private static final String MISADDRESSED = "The request names another node than the one that got it.";
    private static final Map<String, String> HEADERS =
            Map.of("405", "Allow", "429", "Retry-After", "503", "Retry-After");

    private final Cluster cluster;
    private final String version;

    public RoleOpenApi(Cluster cluster, String version) {
        this.cluster = cluster;
        this.version = version;
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
        document.servers(List.of(new Server().url("/").description("This node.")));
        // There is no authentication yet.
        document.security(List.of());
        if (document.getComponents() == null) {
            document.components(new Components());
        }
        document.getComponents().addSchemas(PROBLEM, problemSchema());
        String prefix = "/" + cluster.role().pathSegment() + "/";
        document.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    complete(operation);
                    if (path.startsWith(prefix)) {
                        addIfMissing(operation.getResponses(), "421", MISADDRESSED);
                    }
                }));
    }

    private static void complete(Operation operation) {
        ApiResponses responses = operation.getResponses();
        PROBLEMS.forEach((status, description) -> {
            if (!ABOUT_BODIES.contains(status) || operation.getRequestBody() != null) {
                addIfMissing(responses, status, description);
            }
        });
        if (operation.getRequestBody() != null) {
            binary(operation.getRequestBody().getContent());
        }
        responses.values().forEach(response -> binary(response.getContent()));
        ApiResponses sorted = new ApiResponses();
        new TreeMap<>(responses).forEach(sorted::addApiResponse);
        operation.responses(sorted);
    }

    /** A value in binary is nothing that JSON's schema could describe. */
    private static void binary(@Nullable Content content) {
        if (content != null && content.containsKey(WitBinary.MEDIA_TYPE)) {
            Schema<?> bytes = new StringSchema()
                    .format("binary")
                    .description("The same value as the Component Model writes it in binary.");
            content.addMediaType(WitBinary.MEDIA_TYPE, new MediaType().schema(bytes));
        }
    }

    private static void addIfMissing(ApiResponses responses, String status, String description) {
        ApiResponse response = responses.computeIfAbsent(status, ignored -> new ApiResponse());
        if (response.getDescription() == null) {
            response.description(description);
        }
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
        response.content(new Content().addMediaType(Problem.MEDIA_TYPE, new MediaType().schema(reference)));
        String header = HEADERS.get(status);
        if (header != null) {
            response.addHeaderObject(
                    header, new Header().description(PROBLEMS.get(status)).schema(new StringSchema()));
        }
    }

    private static Schema<?> problemSchema() {
        Schema<?> problem = new ObjectSchema()
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
        return problem.required(List.of("detail", "status", "title", "type"));
    }
}
