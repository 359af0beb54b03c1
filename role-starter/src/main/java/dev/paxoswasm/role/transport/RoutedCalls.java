package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.RefusalException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Answers the calls of a role's interface by one REST call each, to the node that the first parameter names. */
public final class RoutedCalls {

    private RoutedCalls() {}

    /**
     * @param roleInterface the interface as generated from WIT; the first parameter of each function is the addressed
     *     node
     */
    public static <T> T to(Class<T> roleInterface, Peers<? extends T> peers) {
        Object routed = Proxy.newProxyInstance(
                roleInterface.getClassLoader(), new Class<?>[] {roleInterface}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(peers, arguments);
                    }
                    long node = (Long) arguments[0];
                    T client = peers.get(node);
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof RuntimeException failure) {
                            throw new RefusalException(RemoteFailure.refusal(peers.name(node), failure));
                        }
                        throw e.getCause();
                    }
                });
        return roleInterface.cast(routed);
    }
}
