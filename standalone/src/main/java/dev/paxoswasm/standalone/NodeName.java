package dev.paxoswasm.standalone;

/** Which node a thread works for: the one whose start created the thread, or the thread that created it. */
final class NodeName {
    private static final InheritableThreadLocal<String> NAME = new InheritableThreadLocal<>();

    private NodeName() {}

    /** Tells the current thread, and every thread that it will create. */
    static void set(String name) {
        NAME.set(name);
    }

    /** Empty in a thread that no node created. */
    static String current() {
        String name = NAME.get();
        return name == null ? "" : name;
    }
}
