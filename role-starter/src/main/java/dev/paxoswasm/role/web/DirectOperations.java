package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitBinary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers the messages of other nodes, which are in binary. What is in JSON or addressed to another node goes to the dispatcher. */
final class DirectOperations extends PastDispatcher {

    private final long self;
    private final Object controller;
    private final Map<String, WitOperation> byPath;

    /** @param controller an instance of the role's interface over HTTP */
    DirectOperations(long self, Class<?> httpInterface, Object controller, HandlerExceptionResolver failures) {
        super(failures);
        this.self = self;
        this.controller = controller;
        byPath = WitOperation.of(httpInterface).stream()
                .collect(Collectors.toUnmodifiableMap(operation -> operation.path(self), operation -> operation));
    }

    @Override
    protected @Nullable Answer answerTo(HttpServletRequest request) {
        WitOperation operation = byPath.get(request.getRequestURI());
        return operation == null || !isMessage(operation, request)
                ? null
                : (message, response) -> answer(operation, message, response);
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
                : call(operation, self, WitBinary.codecOf(operation.request()).decode(body(request)));
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
