package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.role.trace.Trace;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.RequestMeters;
import dev.paxoswasm.role.web.WitOperation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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
    void enter(
            Address address,
            Class<?> httpInterface,
            Object node,
            Admission admission,
            RequestMeters meters,
            @Nullable Tracing tracing) {
        Map<Method, Function> functions = WitOperation.of(httpInterface).stream()
                .collect(Collectors.toUnmodifiableMap(
                        WitOperation::method,
                        operation -> new Function(traceName(operation), meters.operation(operation.name()))));
        Object direct = Proxy.newProxyInstance(
                httpInterface.getClassLoader(), new Class<?>[] {httpInterface}, (proxy, method, arguments) -> {
                    Function function = functions.get(method);
                    return function == null
                            ? method.invoke(node, arguments)
                            : metered(
                                    function.meters(),
                                    () -> admitted(
                                            admission,
                                            () -> surroundings.within(
                                                    address.url(),
                                                    traced(
                                                            tracing,
                                                            function.traceName(),
                                                            () -> call(node, method, arguments)))));
                });
        operations.put(address, direct);
    }

    /** A function of the contract, as its meters and its spans are named. */
    private record Function(String traceName, RequestMeters.Operation meters) {}

    /** From now on it is called over the network, if at all. */
    void leave(Address address) {
        operations.remove(address);
    }

    /** The operations of the node at an address, or null where it does not run here. */
    <T> @Nullable T find(Address address, Class<T> httpInterface) {
        return httpInterface.cast(operations.get(address));
    }

    private static Callable<Object> traced(@Nullable Tracing tracing, String name, Callable<Object> call) {
        return tracing == null || Trace.current() == null ? call : () -> tracing.near(name, call);
    }

    /** As over HTTP, in {@code acceptor.read-accepted}. */
    private static String traceName(WitOperation operation) {
        String role = operation.prefix().substring(1, operation.prefix().length() - 2);
        return role + "." + operation.name();
    }

    private static Object metered(RequestMeters.Operation operation, Callable<Object> call) throws Exception {
        long begun = System.nanoTime();
        try {
            Object answer = call.call();
            operation.answered(begun);
            return answer;
        } catch (Exception | Error e) {
            operation.failed(begun, e);
            throw e;
        }
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
