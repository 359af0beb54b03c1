package dev.paxoswasm.role.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** The body of a request, for those that read it themselves. */
public final class WholeBody {

    private WholeBody() {}

    /** All of it. */
    public static byte[] of(HttpServletRequest request) throws IOException {
        int length = request.getContentLength();
        return length < 0
                ? request.getInputStream().readAllBytes()
                : request.getInputStream().readNBytes(length);
    }
}
