package dev.paxoswasm.role.web;

import java.util.regex.Pattern;

/** What others wrote, as far as it is shown. */
final class Sanitized {

    private static final int MAX_SHOWN = 40;
    private static final Pattern CLASS_NAME = Pattern.compile("`?\\b(?:[a-z]\\w*\\.){2,}([\\w$]+)`?");

    private Sanitized() {}

    /** The message of a library without what would show its inside. */
    static String of(String message) {
        return CLASS_NAME.matcher(message).replaceAll("$1");
    }

    /** What a caller sent, cut where it is long. */
    static String shown(String sent) {
        return sent.length() > MAX_SHOWN ? sent.substring(0, MAX_SHOWN) + "…" : sent;
    }
}
