package dev.paxoswasm.cli.bench;

import java.util.Arrays;

/** Reads fields of the flat JSON that services answer, without making objects of it. */
public final class Answer {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** What stands from {@code start} to before {@code end}. */
    public Answer(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /**
     * Goes past the next occurrence of {@code text}.
     *
     * @throws BadAnswerException if there is none
     */
    public Answer past(byte[] text) throws BadAnswerException {
        int found = find(text);
        if (found < 0) {
            throw new BadAnswerException("wrong answer: not what the API promises");
        }
        position = found + text.length;
        return this;
    }

    /** Whether {@code text} occurs from here on. */
    public boolean holds(byte[] text) {
        return find(text) >= 0;
    }

    private int find(byte[] text) {
        for (int i = position; i <= end - text.length; i++) {
            if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + text.length, text, 0, text.length)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether exactly {@code text} and then {@code after} follow here. */
    public boolean continuesWith(byte[] text, char after) {
        int stop = position + text.length;
        return stop < end && Arrays.equals(bytes, position, stop, text, 0, text.length) && bytes[stop] == after;
    }

    /**
     * The number that begins here.
     *
     * @throws BadAnswerException if none does
     */
    public long number() throws BadAnswerException {
        long number = 0;
        int start = position;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            number = Math.addExact(Math.multiplyExact(number, 10L), bytes[position++] - '0');
        }
        if (position == start) {
            throw new BadAnswerException("wrong answer: not what the API promises");
        }
        return number;
    }
}
