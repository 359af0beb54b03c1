package dev.paxoswasm.simulation.exhaustive;

import java.util.List;

/**
 * A renaming of the acceptors.
 *
 * @param places the new place of each, from 0
 */
record Permutation(int first, int second, int third) {

    static final List<Permutation> ALL = List.of(
            new Permutation(0, 1, 2),
            new Permutation(0, 2, 1),
            new Permutation(1, 0, 2),
            new Permutation(1, 2, 0),
            new Permutation(2, 0, 1),
            new Permutation(2, 1, 0));

    static final int IDENTITY = 0;
    /** Swaps the first two. */
    static final int FIRST_TWO = 2;
    /** Places in the list: all others are made of these two. */
    static final List<Integer> GENERATORS = List.of(1, 2);

    int place(int place) {
        return switch (place) {
            case 0 -> first;
            case 1 -> second;
            default -> third;
        };
    }

    int acceptor(int acceptor) {
        return place(acceptor - 1) + 1;
    }
}
