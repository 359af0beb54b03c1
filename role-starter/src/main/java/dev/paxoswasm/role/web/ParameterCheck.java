package dev.paxoswasm.role.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses parameters of the query that an operation does not have, by their names; and those that say nothing. */
final class ParameterCheck implements HandlerInterceptor {

    private static final String OURS = "dev.paxoswasm.";

    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getQueryString() != null
                && request.getDispatcherType() != DispatcherType.ERROR
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)) {
            Set<String> names = known.computeIfAbsent(method.getMethod(), ignored -> names(method));
            QueryString.parameters(request.getQueryString()).forEach((name, value) -> check(name, value, names));
        }
        return true;
    }

    private static void check(String name, String value, Set<String> names) {
        if (!names.contains(name)) {
            throw ProblemType.INVALID.because("'" + Sanitized.shown(name) + "' is no parameter here; "
                    + (names.isEmpty() ? "there are none" : "known are " + String.join(", ", names)));
        }
        if (value.isEmpty()) {
            throw ProblemType.INVALID.because("the parameter " + name + " has no value; give one, or leave it out");
        }
    }

    private static Set<String> names(HandlerMethod method) {
        Set<String> names = new TreeSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                names.add(annotation.name());
            }
        }
        return names;
    }
}
