package dev.paxoswasm.role.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Knows which methods a path takes, and answers {@code OPTIONS} with them. */
final class AllowedMethods extends HttpFilter {

    private static final String OPTIONS = "OPTIONS";

    private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

    AllowedMethods(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Set<String> methods = OPTIONS.equals(request.getMethod()) ? of(request.getRequestURI()) : Set.of();
        if (methods.isEmpty()) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.ALLOW, String.join(", ", methods));
            response.setContentLength(0);
        }
    }

    /** Those of a path; none where nothing is at it. */
    Set<String> of(String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        Set<String> methods = new TreeSet<>();
        mappings.forEach(mapping -> mapping.getHandlerMethods().keySet().stream()
                .filter(info -> matches(info, parsed))
                .flatMap(info -> info.getMethodsCondition().getMethods().stream())
                .map(RequestMethod::name)
                .forEach(methods::add));
        return withImplied(methods);
    }

    /**
     * What the dispatcher knows of a path.
     *
     * @param pattern the path with variables in it
     * @param handler of its requests
     */
    record Found(String pattern, @Nullable Object handler) {}

    /** Where a request would go; null where nothing is at its path. */
    @Nullable
    Found find(String method, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        Found other = null;
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
                    mapping.getHandlerMethods().entrySet()) {
                if (matches(each.getKey(), parsed)) {
                    Found found = new Found(pattern(each.getKey(), parsed), each.getValue());
                    if (each.getKey().getMethodsCondition().getMethods().stream()
                            .anyMatch(taken -> taken.name().equals(method))) {
                        return found;
                    }
                    other = found;
                }
            }
        }
        return other;
    }

    private static String pattern(RequestMappingInfo info, PathContainer path) {
        return info.getPathPatternsCondition().getPatterns().stream()
                .filter(pattern -> pattern.matches(path))
                .findFirst()
                .orElseThrow()
                .getPatternString();
    }

    private static boolean matches(RequestMappingInfo info, PathContainer path) {
        PathPatternsRequestCondition patterns = info.getPathPatternsCondition();
        return patterns != null && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** With those that every path takes which takes these. */
    static Set<String> withImplied(Collection<String> methods) {
        Set<String> all = new TreeSet<>(methods);
        if (all.contains("GET")) {
            all.add("HEAD");
        }
        if (!all.isEmpty()) {
            all.add(OPTIONS);
        }
        return all;
    }
}
