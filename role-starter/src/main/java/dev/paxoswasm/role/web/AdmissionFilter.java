package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses early what is too much or too large, before anything of the body is parsed. Actuator is always admitted. */
final class AdmissionFilter extends OncePerRequestFilter {

    private static final long RETRY_MILLIS = 1_000;

    private final Admission admission;
    private final BodyLimit limit;
    private final ProblemWriter problems;

    AdmissionFilter(Admission admission, BodyLimit limit, ProblemWriter problems) {
        this.admission = admission;
        this.limit = limit;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/actuator");
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return true;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > limit.maxBytes()) {
            problems.write(response, limit.exceeded().problem());
            return;
        }
        if (!admission.enter()) {
            problems.write(response, Problem.of(new Refusal.Overloaded(RETRY_MILLIS)));
            return;
        }
        try {
            boolean lengthKnown = request.getContentLengthLong() >= 0 || "GET".equals(request.getMethod());
            chain.doFilter(lengthKnown ? request : new LimitedRequest(request, limit), response);
        } finally {
            admission.leave();
        }
    }
}
