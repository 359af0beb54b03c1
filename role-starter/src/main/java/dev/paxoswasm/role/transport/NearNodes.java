package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.role.web.Admission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that run in this process, by address. A message from one to another is handed over as it is: no network, no
 * encoding. It is admitted like a request, and what is refused is refused in the same words.
 */
public final class NearNodes {

    private final Map<Address, Object> operations = new ConcurrentHashMap<>();
    private final Surroundings surroundings;

    public NearNodes(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Where a node is, in the eyes of another. A node of another cluster is not there: it is called over the network,
     * and refuses.
     *
     * @param identity what its cluster hangs on
     */
    record Address(URI url, String identity) {}

    /** Makes a call with what a thread of the node that is called would know. */
    @FunctionalInterface
    public interface Surroundings {

        /** @param address of the node that is called */
        Object within(URI address, Callable<Object> call) throws Exception;
    }

    /**
     * From now on the node at this address is called directly.
     *
     * @param httpInterface the interface of its role
     * @param node its operations
     */
    void enter(Address address, Class<?> httpInterface, Object node, Admission admission) {
        Object direct = Proxy.newProxyInstance(
                httpInterface.getClassLoader(),
                new Class<?>[] {httpInterface},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(node, arguments)
                        : admitted(
                                admission,
                                () -> surroundings.within(address.url(), () -> call(node, method, arguments))));
        operations.put(address, direct);
    }

    /** From now on it is called over the network, if at all. */
    void leave(Address address) {
        operations.remove(address);
    }

    /** The operations of the node at an address, or null where it does not run here. */
    <T> @Nullable T find(Address address, Class<T> httpInterface) {
        return httpInterface.cast(operations.get(address));
    }

    private static Object admitted(Admission admission, Callable<Object> call) throws Exception {
        if (!admission.enter()) {
            throw new RefusalException(Admission.overloaded());
        }
        try {
            return call.call();
        } finally {
            admission.leave();
        }
    }

    private static Object call(Object node, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(node, arguments);
        } catch (InvocationTargetException e) {
            throw switch (e.getCause()) {
                case OutOfServiceException gone -> unavailable(gone);
                case ComponentFailedException failed -> unavailable(failed);
                case RuntimeException other -> other;
                case Error error -> throw error;
                default -> e;
            };
        }
    }

    private static RefusalException unavailable(RuntimeException why) {
        return new RefusalException(new Refusal.Unavailable(String.valueOf(why.getMessage())));
    }
}
