package dev.paxoswasm.role.web.plain;

import dev.paxoswasm.role.Farewell;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.Problem;
import dev.paxoswasm.role.web.ProblemExplainer;
import dev.paxoswasm.role.web.RequestMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.json.JsonMapper;

/** Serves plain requests where a service has handlers for them. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBean(PlainHandler.class)
public class PlainConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainProtocol() {
        return factory -> factory.setProtocol(PlainProtocol.class.getName());
    }

    @Bean
    PlainServing plainServing(
            WebServerApplicationContext context,
            List<PlainHandler> handlers,
            Admission admission,
            ProblemExplainer problems,
            JsonMapper json,
            Farewell farewell,
            RequestMeters requestMeters,
            ObjectProvider<Tracing> tracing,
            MeterRegistry meters) {
        return new PlainServing(
                context,
                handlers,
                admission,
                failure -> answer(problems.explain(failure), json),
                farewell::isLeaving,
                requestMeters,
                tracing.getIfAvailable(),
                meters);
    }

    private static PlainAnswer answer(Problem problem, JsonMapper json) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        long retryAfter = problem.retryAfterSeconds();
        if (retryAfter > 0) {
            fields.put(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter));
        }
        return new PlainAnswer(problem.status(), fields, json.writeValueAsBytes(problem));
    }
}
