package dev.paxoswasm.role.web;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** Sees every request that the container serves begin and end, those included that other filters refuse. */
final class MeteredRequests extends HttpFilter {

    /** Says that a request is counted. */
    static final String SEEN = MeteredRequests.class.getName();

    private final RequestMeters meters;
    private final AllowedMethods paths;
    private final Map<String, WitOperation> byTemplate;
    private final Map<String, RequestMeters.Http> byPath;

    /**
     * @param operations of the role
     * @param self the id of this node
     */
    MeteredRequests(RequestMeters meters, AllowedMethods paths, Collection<WitOperation> operations, long self) {
        this.meters = meters;
        this.paths = paths;
        byTemplate =
                operations.stream().collect(Collectors.toUnmodifiableMap(WitOperation::template, Function.identity()));
        byPath = operations.stream()
                .collect(Collectors.toUnmodifiableMap(
                        operation -> operation.path(self),
                        operation -> meters.http(operation.verb(), operation.template(), operation.name())));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getAttribute(SEEN) != null) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(SEEN, true);
        long begun = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } catch (CloseNowException e) {
            status = response.getStatus();
            throw e;
        } finally {
            meters(request, status).answered(status, begun);
        }
    }

    private RequestMeters.Http meters(HttpServletRequest request, int status) {
        RequestMeters.Http direct = byPath.get(request.getRequestURI());
        if (direct != null && direct.isOf(request.getMethod())) {
            return direct;
        }
        AllowedMethods.Found found = found(request);
        if (found == null) {
            return meters.http(request.getMethod(), status == 404 ? "NOT_FOUND" : "UNKNOWN", null);
        }
        return meters.http(request.getMethod(), found.pattern(), operation(found));
    }

    /** What the dispatcher found; where it was not asked, what it would have found. */
    private AllowedMethods.@Nullable Found found(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                ? new AllowedMethods.Found(
                        pattern, request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE))
                : paths.find(request.getMethod(), request.getRequestURI());
    }

    private @Nullable String operation(AllowedMethods.Found found) {
        WitOperation operation = byTemplate.get(found.pattern());
        if (operation != null) {
            return operation.name();
        }
        Operation described =
                found.handler() instanceof HandlerMethod handler ? handler.getMethodAnnotation(Operation.class) : null;
        return described == null || described.operationId().isEmpty() ? null : described.operationId();
    }
}
