package dev.paxoswasm.role.web;

import jakarta.servlet.ServletRequest;

/**
 * The rest of a body that nobody will read. The connection is closed after the answer; else the container would read on
 * to the next request, as slowly as the sender likes.
 */
public final class UnreadBody {

    private static final String LEFT = UnreadBody.class.getName();

    private UnreadBody() {}

    public static void leave(ServletRequest request) {
        request.setAttribute(LEFT, true);
    }

    static boolean isLeft(ServletRequest request) {
        return request.getAttribute(LEFT) != null;
    }
}
