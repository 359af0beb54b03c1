package dev.paxoswasm.role.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers requests that leave nothing to decide without the dispatcher, which takes more time for one than all the rest of it. The
 * others go on to it; and what fails is explained by those who explain what fails there.
 */
public abstract class PastDispatcher extends HttpFilter {

    private final HandlerExceptionResolver failures;

    protected PastDispatcher(HandlerExceptionResolver failures) {
        this.failures = failures;
    }

    /** Answers one request. */
    @FunctionalInterface
    protected interface Answer {

        void to(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    /** What answers a request; null where that is for the dispatcher to find out. */
    protected abstract @Nullable Answer answerTo(HttpServletRequest request);

    @Override
    protected final void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Answer answer = answerTo(request);
        if (answer == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            answer.to(request, response);
        } catch (RuntimeException e) {
            if (failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }

    /** The body of a request, to its end. */
    public static byte[] body(HttpServletRequest request) throws IOException {
        int length = request.getContentLength();
        return length < 0
                ? request.getInputStream().readAllBytes()
                : request.getInputStream().readNBytes(length);
    }
}
