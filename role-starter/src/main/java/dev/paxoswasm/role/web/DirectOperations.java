package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitBinary;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers the messages of other nodes, which are in binary, without the dispatcher: it takes several times as long for one as the
 * component does. What is in JSON or addressed to another node goes to the dispatcher, and so does what fails.
 */
final class DirectOperations extends HttpFilter {

    private final long self;
    private final Object controller;
    private final HandlerExceptionResolver failures;
    private final Map<String, WitOperation> byPath;

    /** @param controller an instance of the role's interface over HTTP */
    DirectOperations(long self, Class<?> httpInterface, Object controller, HandlerExceptionResolver failures) {
        this.self = self;
        this.controller = controller;
        this.failures = failures;
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
                && accept != null
                && accept.startsWith(WitBinary.MEDIA_TYPE)
                && (operation.request() == null || hasBinaryBody(request));
    }

    private static boolean hasBinaryBody(HttpServletRequest request) {
        return WitBinary.MEDIA_TYPE.equals(request.getContentType()) && request.getContentLength() != 0;
    }

    private void answer(WitOperation operation, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Object answer = operation.request() == null
                ? call(operation, self)
                : call(operation, self, body(request, operation.request()));
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

    private static Object body(HttpServletRequest request, Class<?> type) throws IOException {
        InputStream in = request.getInputStream();
        int length = request.getContentLength();
        return WitBinary.codecOf(type).decode(length < 0 ? in.readAllBytes() : in.readNBytes(length));
    }
}
