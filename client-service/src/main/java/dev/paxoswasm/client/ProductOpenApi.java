package dev.paxoswasm.client;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import org.springdoc.core.models.GroupedOpenApi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What users call is a document of its own, beside that of the role. */
@Configuration(proxyBeanMethods = false)
class ProductOpenApi {

    private static final String BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

    @Bean
    GroupedOpenApi productDocument() {
        return GroupedOpenApi.builder()
                .group("product")
                .displayName("1: get values agreed, read the log")
                .pathsToMatch("/v1/**")
                .addOpenApiCustomizer(ProductOpenApi::describe)
                .build();
    }

    @Bean
    GroupedOpenApi roleDocument() {
        return GroupedOpenApi.builder()
                .group("client")
                .displayName("2: the role client")
                .pathsToMatch("/clients/**")
                .build();
    }

    private static void describe(OpenAPI document) {
        document.getInfo()
                .title("paxos-wasm")
                .description(
                        "Get values agreed by Paxos, and read the log of what was. Errors are problem documents (RFC 9457).");
        Schema<?> encoded = new ObjectSchema().addProperty("encoding", new StringSchema()._const(ValueText.BASE64));
        encoded.required(List.of("encoding"));
        Schema<?> bytes = new ObjectSchema()
                .addProperty("value", new StringSchema().pattern(BASE64))
                .addProperty("encoding", new StringSchema());
        Schema<?> proposal = document.getComponents().getSchemas().get("Proposal");
        proposal._if(encoded).then(bytes);
    }
}
