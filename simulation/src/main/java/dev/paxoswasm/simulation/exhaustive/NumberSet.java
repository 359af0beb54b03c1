package dev.paxoswasm.simulation.exhaustive;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Immutable sets of interned things, as ascending numbers. */
record NumberSet(int[] numbers) {

    static final NumberSet EMPTY = new NumberSet(new int[0]);

    boolean contains(int number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    NumberSet with(int number) {
        int place = Arrays.binarySearch(numbers, number);
        if (place >= 0) {
            return this;
        }
        int at = -place - 1;
        int[] more = new int[numbers.length + 1];
        System.arraycopy(numbers, 0, more, 0, at);
        more[at] = number;
        System.arraycopy(numbers, at, more, at + 1, numbers.length - at);
        return new NumberSet(more);
    }

    NumberSet retaining(IntPredicate wanted) {
        int[] kept = new int[numbers.length];
        int size = 0;
        for (int number : numbers) {
            if (wanted.test(number)) {
                kept[size++] = number;
            }
        }
        return size == numbers.length ? this : new NumberSet(Arrays.copyOf(kept, size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NumberSet that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(numbers);
    }
}
