package dev.paxoswasm.role.web;

import java.util.regex.Pattern;

/** The message of a library without what would show its inside. */
final class Sanitized {

    private static final Pattern CLASS_NAME = Pattern.compile("`?\\b(?:[a-z]\\w*\\.){2,}([\\w$]+)`?");

    private Sanitized() {}

    static String of(String message) {
        return CLASS_NAME.matcher(message).replaceAll("$1");
    }
}
