package dev.paxoswasm.simulation.scenario;

import java.util.List;

/**
 * Pseudo-random numbers, SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). What
 * happens to one message, or at one flush, is drawn from dice of its own, thrown for its name; so leaving out one thing
 * in a run changes no other's luck, and a failing run can be shrunk.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        state = seed;
    }

    /** Dice for the thing with this name. */
    public static Dice of(long seed, long... name) {
        long state = mix(seed + GOLDEN);
        for (long part : name) {
            state = mix(state ^ mix(part + GOLDEN));
        }
        return new Dice(state);
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    public long next() {
        state += GOLDEN;
        return mix(state);
    }

    /** From 0 to {@code bound} - 1. */
    public long below(long bound) {
        return Long.remainderUnsigned(next(), bound);
    }

    /** From {@code least} to {@code most}. */
    public long between(long least, long most) {
        return least + below(most - least + 1);
    }

    public boolean permille(long chance) {
        return below(1000) < chance;
    }

    public <T> T pick(List<T> from) {
        return from.get((int) below(from.size()));
    }
}
