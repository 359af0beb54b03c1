package dev.paxoswasm.component.core;

import dev.paxoswasm.component.binary.CoreFunctionType;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * How many values are on the stack while the instructions of a function are read one by one. In code that is never
 * reached or not valid it may be more than there are.
 */
final class StackHeight {

    private static final BitSet UNARY = unary();

    private record Block(int base, int parameters, int results) {}

    private final Deque<Block> blocks = new ArrayDeque<>();
    private int height;

    StackHeight(int results) {
        blocks.push(new Block(0, 0, results));
    }

    int height() {
        return height;
    }

    void change(int by) {
        height = Math.max(base(), height + by);
    }

    private int base() {
        return blocks.isEmpty() ? 0 : blocks.getFirst().base();
    }

    void call(CoreFunctionType type) {
        change(-type.parameters().size());
        height += type.results().size();
    }

    void enter(int parameters, int results) {
        change(-parameters);
        blocks.push(new Block(height, parameters, results));
        height += parameters;
    }

    void otherwise() {
        height = base() + (blocks.isEmpty() ? 0 : blocks.getFirst().parameters());
    }

    void end() {
        if (!blocks.isEmpty()) {
            Block block = blocks.pop();
            height = block.base() + block.results();
        }
    }

    /** Nothing follows in this block. */
    void leave() {
        height = base();
    }

    /** The change that an instruction without types of its own makes. */
    static int effect(int code) {
        if (code >= 0x45 && code <= 0xc4) {
            return UNARY.get(code - 0x45) ? 0 : -1;
        }
        if (code >= 0x28 && code <= 0x3e) {
            return code < 0x36 ? 0 : -2;
        }
        return switch (code) {
            case 0x1a, 0x21, 0x24 -> -1;
            case 0x1b, 0x1c, 0x26 -> -2;
            case 0x20, 0x23, 0x3f, 0x41, 0x42, 0x43, 0x44, 0xd0, 0xd2 -> 1;
            default -> 0;
        };
    }

    /** The same, after 0xfc. */
    static int prefixedEffect(int code) {
        return switch (code) {
            case 8, 10, 11, 12, 14, 17 -> -3;
            case 15 -> -1;
            case 16 -> 1;
            default -> 0;
        };
    }

    /** Of the numeric instructions from 0x45 on, those that take one value: tests, counts, roundings, conversions. */
    private static BitSet unary() {
        BitSet unary = new BitSet();
        for (int[] range : List.of(
                new int[] {0x45, 0x45},
                new int[] {0x50, 0x50},
                new int[] {0x67, 0x69},
                new int[] {0x79, 0x7b},
                new int[] {0x8b, 0x91},
                new int[] {0x99, 0x9f},
                new int[] {0xa7, 0xc4})) {
            unary.set(range[0] - 0x45, range[1] - 0x45 + 1);
        }
        return unary;
    }
}
