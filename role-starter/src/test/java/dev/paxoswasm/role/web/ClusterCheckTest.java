package dev.paxoswasm.role.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.testing.Clusters;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who is let through to the operations of a role. */
class ClusterCheckTest {

    private final PeerIdentities peers = new PeerIdentities(Clusters.of(Role.ACCEPTOR, 1));
    private final ClusterCheck check = new ClusterCheck(peers, new ProblemWriter(WireFormat.json(1_000)));
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private boolean goesOn(String... headers) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/acceptors/1/accept");
        for (String header : headers) {
            request.addHeader("Paxos-Cluster", header);
        }
        MockFilterChain chain = new MockFilterChain();
        check.doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @Test
    void a_user_who_says_nothing_and_a_node_of_this_cluster() throws Exception {
        assertThat(goesOn()).isTrue();
        assertThat(goesOn(new PeerIdentities(Clusters.of(Role.PROPOSER, 2)).header()))
                .isTrue();
        assertThat(peers.lately().agreeing()).containsExactly("proposer 2");
    }

    @Test
    void not_a_node_with_other_quorums_which_is_told_both_values_and_hears_who_refused() throws Exception {
        assertThat(goesOn(new PeerIdentities(Clusters.of(Role.PROPOSER, 2, "paxos.quorum.phase1:3")).header()))
                .isFalse();
        assertThat(response.getStatus()).isEqualTo(421);
        assertThat(response.getHeader("Paxos-Cluster")).isEqualTo(peers.header());
        assertThat(response.getContentType()).isEqualTo("application/problem+json");
        assertThat(response.getContentAsString())
                .contains("\"urn:paxos-wasm:problem:other-cluster\"")
                .contains("from proposer 2 with paxos.quorum.phase1=3, paxos.quorum.phase2=1")
                .contains("this node has paxos.quorum.phase1=2, paxos.quorum.phase2=2");
    }

    @Test
    void nor_whoever_says_both() throws Exception {
        String same = new PeerIdentities(Clusters.of(Role.PROPOSER, 2)).header();
        String other = new PeerIdentities(Clusters.of(Role.PROPOSER, 2, "paxos.quorum.phase1:3")).header();

        assertThat(goesOn(same, other)).isFalse();
        assertThat(goesOn(other, same)).isFalse();
        assertThat(goesOn(same, same)).isTrue();
    }

    @Test
    void nor_whoever_says_what_is_no_identity() throws Exception {
        assertThat(goesOn("")).isFalse();
        assertThat(goesOn("x".repeat(8_000))).isFalse();
        assertThat(response.getContentAsByteArray().length).isLessThan(3_000);
    }
}
