package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.Definition.StringEncoding;

/** A string that one component passes to another. What the other is asked room for depends on what the first had. */
record PassedString(String value, Form form) {

    enum Form {
        /** Of the host, which knows at once how long a string is. */
        JAVA,
        UTF8,
        LATIN1,
        UTF16,
        /** UTF-16 of a component that might have had it in Latin-1. */
        MAYBE_LATIN1
    }

    /** @param length as the component tells it */
    static Form form(StringEncoding encoding, int length) {
        return switch (encoding) {
            case UTF8 -> Form.UTF8;
            case UTF16 -> Form.UTF16;
            case LATIN1_OR_UTF16 -> (length & Strings.UTF16_TAG) == 0 ? Form.LATIN1 : Form.MAYBE_LATIN1;
        };
    }
}
