package dev.paxoswasm.role;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * What a process ends with that is told to end (SIGTERM): 0, and not the 143 of a JVM, which to whoever runs it looks
 * like a failure. Nodes stop as they always do; a start that fails, and a process that is killed, end as before.
 */
public final class StopSignal {

    private StopSignal() {}

    /** For the {@code main} of a process that is nothing but nodes. */
    public static void endsWithSuccess() {
        try {
            // By name, since the compiler warns of this class whatever it is told, and some runtimes leave it out.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Method handle = signal.getMethod("handle", signal, handler);
            Object exit = Proxy.newProxyInstance(
                    StopSignal.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(0);
                        }
                        return null;
                    });
            handle.invoke(null, signal.getConstructor(String.class).newInstance("TERM"), exit);
        } catch (ReflectiveOperationException _) {
            // The JVM ends with 143 then: it has no such class, or was told to leave signals alone (-Xrs).
        }
    }
}
