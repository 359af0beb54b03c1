package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitBinary;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Answers the messages of other nodes without the dispatcher, which takes more time for one than all the rest of it.
 * They are in binary, and leave nothing to decide. What is in JSON or addressed to another node goes on to it; and what
 * fails is explained by those who explain what fails there.
 */
final class DirectOperations extends HttpFilter {

    private final HandlerExceptionResolver failures;
    private final long self;
    private final Object controller;
    private final Map<String, WitOperation> byPath;

    /** @param controller an instance of the role's interface over HTTP */
    DirectOperations(long self, Class<?> httpInterface, Object controller, HandlerExceptionResolver failures) {
        this.failures = failures;
        this.self = self;
        this.controller = controller;
        byPath = WitOperation.of(httpInterface).stream()
                .collect(Collectors.toUnmodifiableMap(operation -> operation.path(self), operation -> operation));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        WitOperation operation = byPath.get(request.getRequestURI());
        if (operation == null || !isMessage(operation, request)) {
            chain.doFilter(request, response);
            return;
        }
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, operation.template());
        try {
            answer(operation, request, response);
        } catch (RuntimeException e) {
            if (failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }

    private static boolean isMessage(WitOperation operation, HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return operation.verb().equals(request.getMethod())
                && request.getQueryString() == null
                && accept != null
                && (accept.equals(WitBinary.MEDIA_TYPE) || accept.startsWith(WitBinary.MEDIA_TYPE + ","))
                && (operation.request() == null || hasBinaryBody(request));
    }

    private static boolean hasBinaryBody(HttpServletRequest request) {
        return WitBinary.MEDIA_TYPE.equals(request.getContentType()) && request.getContentLength() != 0;
    }

    private void answer(WitOperation operation, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object answer = operation.request() == null
                ? call(operation, self)
                : call(operation, self, WitBinary.codecOf(operation.request()).decode(WholeBody.of(request)));
        byte[] body = WitBinary.encode(answer);
        response.setContentType(WitBinary.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Object call(WitOperation operation, Object... arguments) {
        try {
            return operation.method().invoke(controller, arguments);
        } catch (InvocationTargetException e) {
            throw switch (e.getCause()) {
                case RuntimeException failure -> failure;
                case Error error -> throw error;
                default -> new IllegalStateException(e.getCause());
            };
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
