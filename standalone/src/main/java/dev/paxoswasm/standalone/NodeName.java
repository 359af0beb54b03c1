package dev.paxoswasm.standalone;

import java.util.concurrent.Callable;

/** Which node a thread works for: the one whose start created the thread, or the thread that created it. */
final class NodeName {
    private static final InheritableThreadLocal<String> NAME = new InheritableThreadLocal<>();

    private NodeName() {}

    /** Tells the current thread, and every thread that it will create. */
    static void set(String name) {
        NAME.set(name);
    }

    /** Makes a call for a node on a thread that works for another one. */
    static Object within(String name, Callable<Object> call) throws Exception {
        String before = NAME.get();
        NAME.set(name);
        try {
            return call.call();
        } finally {
            NAME.set(before);
        }
    }

    /** Empty in a thread that no node created. */
    static String current() {
        String name = NAME.get();
        return name == null ? "" : name;
    }
}
