package dev.paxoswasm.role.web;

import java.util.regex.Pattern;

/**
 * Numbers and truths as JSON writes them. Java reads much more as a number: signs, leading zeros, white space,
 * hexadecimal and the digits of all scripts.
 */
final class StrictText {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private StrictText() {}

    /** @throws NumberFormatException if it is none, or none of this type */
    static Long wholeNumber(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            throw new NumberFormatException();
        }
        return Long.valueOf(text);
    }

    /** @throws NumberFormatException if it is none, or none of this type */
    static Integer smallNumber(String text) {
        long number = wholeNumber(text);
        if (number != (int) number) {
            throw new NumberFormatException();
        }
        return (int) number;
    }

    /** @throws IllegalArgumentException if it is neither */
    static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }
}
