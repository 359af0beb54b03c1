package dev.paxoswasm.client;

import dev.paxoswasm.role.web.PastDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Hands a plain proposal to the controller. What needs a decision, about the method, the media types of the body or of the
 * answer, goes to the dispatcher.
 */
final class DirectProposals extends PastDispatcher {

    private static final Set<String> MEDIA_TYPES =
            Set.of(ProposalController.JSON, "application/json;charset=utf-8", ProposalController.BYTES);

    private final ProposalController proposals;

    DirectProposals(ProposalController proposals, HandlerExceptionResolver failures) {
        super(failures);
        this.proposals = proposals;
    }

    @Override
    protected @Nullable Answer answerTo(HttpServletRequest request) {
        return isPlain(request) ? proposals::propose : null;
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
