package dev.paxoswasm.role.web;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * A function of the contract as a REST operation: it is addressed to a node, and has at most one parameter more.
 *
 * @param method as generated from WIT
 * @param verb POST, or GET where there is no further parameter
 * @param template its path, as in {@code /acceptors/{acceptor}/accept}
 * @param prefix the path up to the id of the node
 * @param suffix the path after it
 * @param request the type of the further parameter, or null where there is none
 * @param answer the type of the answer
 */
public record WitOperation(
        Method method,
        String verb,
        String template,
        String prefix,
        String suffix,
        @Nullable Class<?> request,
        Class<?> answer) {

    /** The operations of a role, as the annotations of its generated interface say. */
    public static List<WitOperation> of(Class<?> httpInterface) {
        return Arrays.stream(httpInterface.getMethods())
                .filter(method -> AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class))
                .map(WitOperation::of)
                .toList();
    }

    /** The operation that a method of a generated interface is. */
    public static WitOperation of(Method method) {
        RequestMapping mapping = AnnotatedElementUtils.getMergedAnnotation(method, RequestMapping.class);
        Class<?>[] parameters = method.getParameterTypes();
        if (mapping == null || parameters.length > 2 || parameters[0] != long.class) {
            throw new IllegalArgumentException(method + " is no function of the contract over HTTP");
        }
        String path = mapping.path()[0];
        return new WitOperation(
                method,
                mapping.method()[0].name(),
                path,
                path.substring(0, path.indexOf('{')),
                path.substring(path.indexOf('}') + 1),
                parameters.length == 2 ? parameters[1] : null,
                method.getReturnType());
    }

    /** Its name in WIT, as in {@code read-log}. */
    public String name() {
        return suffix.substring(1);
    }

    /** Its path at a node. */
    public String path(long node) {
        return prefix + node + suffix;
    }
}
