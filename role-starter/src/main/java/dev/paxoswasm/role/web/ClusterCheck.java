package dev.paxoswasm.role.web;

import dev.paxoswasm.role.cluster.PeerIdentities;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Refuses the messages of nodes that say something else of the cluster than this one. Requests of whoever says
 * nothing, such as a user with curl, go on.
 */
final class ClusterCheck extends HttpFilter {

    private final PeerIdentities peers;
    private final ProblemWriter problems;

    ClusterCheck(PeerIdentities peers, ProblemWriter problems) {
        this.peers = peers;
        this.problems = problems;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String objection = objectionToAny(request.getHeaders(PeerIdentities.HEADER));
        if (objection == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(PeerIdentities.HEADER, peers.header());
        problems.write(response, new Problem(ProblemType.OTHER_CLUSTER, objection));
    }

    /** Of all lines: one that says the same makes up for none that says something else. */
    private @Nullable String objectionToAny(Enumeration<String> told) {
        String objection = null;
        while (objection == null && told.hasMoreElements()) {
            objection = peers.objectionTo(told.nextElement());
        }
        return objection;
    }
}
