package dev.paxoswasm.role.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Which requests are answered here, and which go on to the dispatcher; what is answered, the services' tests tell. */
class DirectOperationsTest {

    private static final String BINARY = WitBinary.MEDIA_TYPE + ", application/problem+json";

    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final DirectOperations filter = new DirectOperations(
            2, LearnerHttp.class, new LearnerOfSeven(), (request, answer, handler, failure) -> null);

    private boolean goesOn(String verb, String path, String contentType, String accept) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest(verb, path);
        request.addHeader("Accept", accept);
        if (!contentType.isEmpty()) {
            request.setContentType(contentType);
            request.setContent(WitBinary.encode(new LearnRequest(List.of())));
        }
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @Test
    void a_message_to_this_node_is_answered_here() throws Exception {
        assertThat(goesOn("POST", "/learners/2/learn", WitBinary.MEDIA_TYPE, BINARY))
                .isFalse();
        assertThat(response.getContentType()).isEqualTo(WitBinary.MEDIA_TYPE);
        assertThat(response.getContentAsByteArray()).isEqualTo(WitBinary.encode(new LearnOutcome(7)));
    }

    @Test
    void so_is_a_question_without_a_parameter() throws Exception {
        assertThat(goesOn("GET", "/learners/2/status", "", BINARY)).isFalse();
        assertThat(response.getContentAsByteArray())
                .isEqualTo(WitBinary.encode(new LearnerStatus(2, 7, 7, Optional.empty())));
    }

    @Test
    void whatever_leaves_something_to_decide_goes_on() throws Exception {
        assertThat(goesOn("POST", "/learners/1/learn", WitBinary.MEDIA_TYPE, BINARY))
                .as("to another node")
                .isTrue();
        assertThat(goesOn("POST", "/learners/2/forget", WitBinary.MEDIA_TYPE, BINARY))
                .as("no operation")
                .isTrue();
        assertThat(goesOn("PUT", "/learners/2/learn", WitBinary.MEDIA_TYPE, BINARY))
                .as("another method")
                .isTrue();
        assertThat(goesOn("POST", "/learners/2/learn", "application/json", BINARY))
                .as("a body in JSON")
                .isTrue();
        assertThat(goesOn("POST", "/learners/2/learn", "", BINARY))
                .as("no body")
                .isTrue();
        assertThat(goesOn("POST", "/learners/2/learn", WitBinary.MEDIA_TYPE, "*/*"))
                .as("an answer in JSON")
                .isTrue();
    }

    private static final class LearnerOfSeven implements LearnerHttp {

        @Override
        public LearnOutcome learn(long learner, LearnRequest request) {
            return new LearnOutcome(7);
        }

        @Override
        public LogPage readLog(long learner, ReadLogRequest request) {
            return new LogPage(List.of(), 7);
        }

        @Override
        public IdPage readIds(long learner, ReadLogRequest request) {
            throw new AssertionError("nobody reads here");
        }

        @Override
        public LearnerStatus status(long learner) {
            return new LearnerStatus(learner, 7, 7, Optional.empty());
        }
    }
}
