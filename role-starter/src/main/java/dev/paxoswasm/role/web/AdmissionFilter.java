package dev.paxoswasm.role.web;

import dev.paxoswasm.role.Farewell;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;

/** Refuses early what is too much or too large, before anything of the body is parsed. Actuator is always admitted. */
final class AdmissionFilter implements Filter {

    private final Admission admission;
    private final BodyLimit limit;
    private final Duration bodyTimeout;
    private final @Nullable StreamedBody streamedBody;
    private final ProblemWriter problems;
    private final Farewell farewell;

    AdmissionFilter(
            Admission admission,
            BodyLimit limit,
            Duration bodyTimeout,
            @Nullable StreamedBody streamedBody,
            ProblemWriter problems,
            Farewell farewell) {
        this.admission = admission;
        this.limit = limit;
        this.bodyTimeout = bodyTimeout;
        this.streamedBody = streamedBody;
        this.problems = problems;
        this.farewell = farewell;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (farewell.isLeaving()) {
            ((HttpServletResponse) response).setHeader("Connection", "close");
        }
        if (http.getRequestURI().startsWith("/actuator")) {
            chain.doFilter(request, response);
        } else {
            admit(http, (HttpServletResponse) response, chain);
        }
        if (UnreadBody.isLeft(http)) {
            response.flushBuffer();
            throw new CloseNowException("the rest of the body is left unread");
        }
    }

    private void admit(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean streamed = streamedBody != null && streamedBody.isThatOf(request);
        if (!streamed && request.getContentLengthLong() > limit.maxBytes()) {
            problems.write(response, limit.exceeded().problem());
            return;
        }
        if (!admission.enter()) {
            problems.write(response, Problem.of(Admission.overloaded()));
            return;
        }
        try {
            if (streamed || request.getContentLengthLong() == 0 || "GET".equals(request.getMethod())) {
                chain.doFilter(request, response);
            } else {
                serve(new LimitedRequest(request, limit, admission.bodies(), bodyTimeout), response, chain);
            }
        } finally {
            admission.leave();
        }
    }

    private void serve(LimitedRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            if (request.reserve()) {
                chain.doFilter(request, response);
            } else {
                problems.write(response, Problem.of(Admission.overloaded()));
            }
        } finally {
            request.release();
        }
    }
}
