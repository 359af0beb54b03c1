package dev.paxoswasm.role.web;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.trace.Tracing.Beginning;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;

/** Makes each request a span of the trace that it says it is of; one of a user may begin a trace. */
final class TracedRequests extends HttpFilter {

    /** Where users call; nodes call elsewhere. */
    private static final String OF_USERS = "/v1/";

    private static final TextMapGetter<HttpServletRequest> FIELDS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServletRequest request) {
            return Collections.list(request.getHeaderNames());
        }

        @Override
        public @Nullable String get(@Nullable HttpServletRequest request, String name) {
            return request == null ? null : request.getHeader(name);
        }
    };

    private final Tracing tracing;
    private final Map<String, String> names;

    private TracedRequests(Tracing tracing, Role role) {
        this.tracing = tracing;
        names = WitOperation.of(role.operations()).stream()
                .collect(Collectors.toUnmodifiableMap(
                        WitOperation::template, operation -> role.label() + "." + operation.name()));
    }

    /** Adds it to the container where there is tracing. */
    static final class Registration implements ServletContextInitializer, Ordered {

        private final @Nullable Tracing tracing;
        private final Role role;

        Registration(@Nullable Tracing tracing, Role role) {
            this.tracing = tracing;
            this.role = role;
        }

        @Override
        public void onStartup(ServletContext container) throws ServletException {
            if (tracing != null) {
                new FilterRegistrationBean<>(new TracedRequests(tracing, role)).onStartup(container);
            }
        }

        /** It sees what other filters refuse. */
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE + 98;
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getRequestURI();
        Tracing.Served served = path.startsWith("/actuator")
                ? null
                : tracing.serve(
                        request.getMethod(), request, FIELDS, path.startsWith(OF_USERS) ? Beginning.YES : Beginning.NO);
        if (served == null) {
            chain.doFilter(request, response);
            return;
        }
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try (served) {
            try {
                chain.doFilter(request, response);
                status = response.getStatus();
            } finally {
                served.answered(name(request), status);
            }
        }
    }

    private @Nullable String name(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern)) {
            return null;
        }
        return names.getOrDefault(pattern, request.getMethod() + " " + pattern);
    }
}
