package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Refuses early what is too much or too large, before anything of the body is parsed. Actuator is always admitted. */
final class AdmissionFilter implements Filter {

    private static final long RETRY_MILLIS = 1_000;

    private final Admission admission;
    private final BodyLimit limit;
    private final @Nullable StreamedBody streamedBody;
    private final ProblemWriter problems;

    AdmissionFilter(Admission admission, BodyLimit limit, @Nullable StreamedBody streamedBody, ProblemWriter problems) {
        this.admission = admission;
        this.limit = limit;
        this.streamedBody = streamedBody;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getRequestURI().startsWith("/actuator")) {
            chain.doFilter(request, response);
        } else {
            admit(http, (HttpServletResponse) response, chain);
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
            problems.write(response, Problem.of(new Refusal.Overloaded(RETRY_MILLIS)));
            return;
        }
        try {
            boolean bounded = streamed || request.getContentLengthLong() >= 0 || "GET".equals(request.getMethod());
            chain.doFilter(bounded ? request : new LimitedRequest(request, limit), response);
        } finally {
            admission.leave();
        }
    }
}
