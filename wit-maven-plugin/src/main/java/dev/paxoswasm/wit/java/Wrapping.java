package dev.paxoswasm.wit.java;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks a line of Java that is too long behind the bracket that opens its last list of arguments. */
final class Wrapping {

    static final String CONTINUATION = "        ";

    private Wrapping() {}

    /** The lines of a statement or an expression; one if it fits. */
    static List<String> wrap(String code, int width) {
        @Nullable Group group = code.length() <= width ? null : lastGroup(code);
        if (group == null) {
            return List.of(code);
        }
        List<String> parts = split(code.substring(group.open + 1, group.close));
        return wrap(code.substring(0, group.open + 1), parts, code.substring(group.close), width);
    }

    /** The lines of a list of parts: on one line, else on the next line, else each on a line of its own. */
    static List<String> wrap(String prefix, List<String> parts, String suffix, int width) {
        String joined = String.join(", ", parts);
        if (prefix.length() + joined.length() + suffix.length() <= width) {
            return List.of(prefix + joined + suffix);
        }
        List<String> lines = new ArrayList<>();
        lines.add(prefix);
        int inner = width - CONTINUATION.length();
        if (joined.length() + suffix.length() <= inner) {
            lines.add(CONTINUATION + joined + suffix);
            return lines;
        }
        for (int i = 0; i < parts.size(); i++) {
            String end = i < parts.size() - 1 ? "," : suffix;
            wrap(parts.get(i) + end, inner).forEach(line -> lines.add(CONTINUATION + line));
        }
        return lines;
    }

    private record Group(int open, int close) {}

    /** The last pair of brackets that stands in no other pair and has something in it. */
    private static @Nullable Group lastGroup(String code) {
        @Nullable Group last = null;
        int depth = 0;
        int open = 0;
        for (int i = 0; i < code.length(); i = next(code, i)) {
            char c = code.charAt(i);
            if (c == '(' || c == '{') {
                open = depth == 0 ? i : open;
                depth++;
            } else if ((c == ')' || c == '}') && --depth == 0 && i > open + 1) {
                last = new Group(open, i);
            }
        }
        return last;
    }

    private static List<String> split(String arguments) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < arguments.length(); i = next(arguments, i)) {
            char c = arguments.charAt(i);
            if (c == '(' || c == '{' || c == '[') {
                depth++;
            } else if (c == ')' || c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(arguments.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(arguments.substring(from).strip());
        return parts;
    }

    /** The index behind the character, or behind the string literal, at an index. */
    private static int next(String code, int index) {
        if (code.charAt(index) != '"') {
            return index + 1;
        }
        int end = index + 1;
        while (end < code.length() && code.charAt(end) != '"') {
            end += code.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }
}
