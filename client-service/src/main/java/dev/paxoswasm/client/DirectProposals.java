package dev.paxoswasm.client;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Hands a plain proposal to the controller without the dispatcher, which takes more time for it than consensus does. What
 * needs a decision, about the method, the media types of the body or of the answer, goes to the dispatcher; so does what fails.
 */
final class DirectProposals extends HttpFilter {

    private static final Set<String> MEDIA_TYPES =
            Set.of(ProposalController.JSON, "application/json;charset=utf-8", ProposalController.BYTES);

    private final ProposalController proposals;
    private final HandlerExceptionResolver failures;

    DirectProposals(ProposalController proposals, HandlerExceptionResolver failures) {
        this.proposals = proposals;
        this.failures = failures;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isPlain(request)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            proposals.propose(request, response);
        } catch (RuntimeException e) {
            if (failures.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }

    private static boolean isPlain(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && isKnown(request.getContentType())
                && acceptsAll(request.getHeader("Accept"));
    }

    private static boolean isKnown(@Nullable String contentType) {
        return contentType != null
                && (MEDIA_TYPES.contains(contentType)
                        || MEDIA_TYPES.contains(contentType.replace(" ", "").toLowerCase(Locale.ROOT)));
    }

    private static boolean acceptsAll(@Nullable String accept) {
        return accept == null || accept.equals("*/*") || accept.equals(ProposalController.JSON);
    }
}
