package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.cluster.Cluster;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses what is addressed to another node, before its body is read. */
final class AddressCheck implements HandlerInterceptor {

    private static final long MAX_ID = 0xFFFF_FFFFL;

    private final String prefix;
    private final Cluster cluster;

    AddressCheck(Cluster cluster) {
        this.cluster = cluster;
        prefix = "/" + cluster.role().pathSegment() + "/";
    }

    String pattern() {
        return prefix + "**";
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String path = request.getRequestURI();
        if (path.length() <= prefix.length()) {
            // Names no node; nothing is at that path.
            return true;
        }
        int end = path.indexOf('/', prefix.length());
        String named = path.substring(prefix.length(), end < 0 ? path.length() : end);
        if (id(named) != cluster.self()) {
            throw new RefusalException(new Refusal.Misaddressed(cluster.self()));
        }
        return true;
    }

    private long id(String named) {
        try {
            long id = StrictText.wholeNumber(named);
            if (id >= 1 && id <= MAX_ID) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw ProblemType.INVALID.because("the path names the " + cluster.role().label() + " '" + Sanitized.shown(named)
                + "', but an id is a number from 1 to " + MAX_ID);
    }
}
