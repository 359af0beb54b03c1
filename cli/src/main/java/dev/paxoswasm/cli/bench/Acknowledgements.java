package dev.paxoswasm.cli.bench;

/** Hears of each value that was agreed on, in the thread that drives the load. */
@FunctionalInterface
public interface Acknowledgements {
    /**
     * @param value    what was proposed
     * @param position where it stands in the service's order
     * @param sent     by {@link System#nanoTime}
     * @param answered by {@link System#nanoTime}
     */
    void heard(byte[] value, long position, long sent, long answered);

    /** For those who only count. */
    static Acknowledgements unheard() {
        return (_, _, _, _) -> {};
    }
}
