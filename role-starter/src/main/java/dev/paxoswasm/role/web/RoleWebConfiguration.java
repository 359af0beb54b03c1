package dev.paxoswasm.role.web;

import dev.paxoswasm.role.Farewell;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.trace.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.catalina.Valve;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** The REST face that all roles share. */
@Configuration(proxyBeanMethods = false)
@Import({ContractBounds.class, ProblemAdvice.class, ProblemErrors.class, StrictParameters.class})
public class RoleWebConfiguration {

    @Bean
    Admission admission(PaxosProperties properties, MeterRegistry meters) {
        Admission admission = new Admission(properties.http());
        Gauge.builder("paxos.requests.in.flight", admission, Admission::inFlight)
                .description("Requests in work")
                .register(meters);
        Gauge.builder("paxos.requests.waiting", admission, Admission::waiting)
                .description("Requests that stay open to wait")
                .register(meters);
        Gauge.builder("paxos.requests.bodies", admission.bodies(), ByteBudget::taken)
                .baseUnit("bytes")
                .description("Bodies of the requests in work")
                .register(meters);
        return admission;
    }

    @Bean
    RequestMeters requestMeters(MeterRegistry meters) {
        return new RequestMeters(meters);
    }

    @Bean
    FilterRegistrationBean<MeteredRequests> meteredRequests(
            RequestMeters meters, AllowedMethods methods, Cluster cluster) {
        var registration = new FilterRegistrationBean<>(new MeteredRequests(
                meters, methods, WitOperation.of(cluster.role().operations()), cluster.self()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 99);
        return registration;
    }

    @Bean
    TracedRequests.Registration tracedRequests(ObjectProvider<Tracing> tracing, Cluster cluster) {
        return new TracedRequests.Registration(tracing.getIfAvailable(), cluster.role());
    }

    @Bean
    ProblemWriter problemWriter(JsonMapper json) {
        return new ProblemWriter(json);
    }

    @Bean
    ProblemExplainer problemExplainer(ProblemAdvice advice) {
        return new ProblemExplainer(advice);
    }

    @Bean
    FilterRegistrationBean<AdmissionFilter> admissionFilter(
            Admission admission,
            BodyLimit limit,
            PaxosProperties properties,
            ObjectProvider<StreamedBody> streamedBody,
            ProblemWriter problems,
            Farewell farewell) {
        var registration = new FilterRegistrationBean<>(new AdmissionFilter(
                admission, limit, properties.http().bodyTimeout(), streamedBody.getIfAvailable(), problems, farewell));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    @Bean
    FilterRegistrationBean<HeadCheck> headCheck(ProblemWriter problems) {
        var registration = new FilterRegistrationBean<>(new HeadCheck(problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 101);
        return registration;
    }

    @Bean
    AllowedMethods allowedMethods(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new AllowedMethods(mappings);
    }

    @Bean
    FilterRegistrationBean<AllowedMethods> allowedMethodsFilter(AllowedMethods methods) {
        return new FilterRegistrationBean<>(methods);
    }

    @Bean
    FilterRegistrationBean<DirectOperations> directOperations(
            Cluster cluster,
            ApplicationContext context,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        Class<?> operations = cluster.role().operations();
        return new FilterRegistrationBean<>(
                new DirectOperations(cluster.self(), operations, context.getBean(operations), failures));
    }

    /** Off: it would bind each request to its thread, which the dispatcher does once more. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> noRequestContextFilter() {
        var registration = new FilterRegistrationBean<>(new RequestContextFilter());
        registration.setEnabled(false);
        return registration;
    }

    @Bean
    ServerHttpMessageConvertersCustomizer wireFormat(JsonMapper json) {
        return converters -> converters
                .withJsonConverter(new JacksonJsonHttpMessageConverter(json))
                .addCustomConverter(new WitValueConverter());
    }

    @Bean
    WebMvcConfigurer strictRequests(Cluster cluster) {
        AddressCheck check = new AddressCheck(cluster);
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.strategies(List.of(new AcceptedTypes()));
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(check).addPathPatterns(check.pattern());
                registry.addInterceptor(new ParameterCheck());
            }
        };
    }

    @Bean
    RequestThreads requestThreads() {
        return new RequestThreads();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> watchedThreads(RequestThreads threads) {
        return factory -> factory.addProtocolHandlerCustomizers(handler -> {
            Executor executor = handler.getExecutor();
            if (executor != null) {
                handler.setExecutor(threads.watched(executor));
            }
        });
    }

    /** In place of the reports in HTML that each container begins with. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports(JsonMapper json, RequestMeters meters) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                for (Valve valve : host.getPipeline().getValves()) {
                    if (valve instanceof ErrorReportValve) {
                        host.getPipeline().removeValve(valve);
                    }
                }
                host.getPipeline().addValve(new ProblemReport(new ProblemWriter(json), meters));
                host.setErrorReportValveClass(ProblemReport.class.getName());
            }
        });
    }
}
