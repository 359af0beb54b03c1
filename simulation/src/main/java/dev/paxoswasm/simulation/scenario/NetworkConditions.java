package dev.paxoswasm.simulation.scenario;

/**
 * How messages fare while faults go on; after that each takes {@link #QUICK} microseconds.
 *
 * @param loss per mille
 * @param duplication per mille
 * @param maxDelay the longest that most messages take, in microseconds; one in ten may take three times as long
 */
public record NetworkConditions(long loss, long duplication, long maxDelay) {

    public static final long QUICK = 500;
}
