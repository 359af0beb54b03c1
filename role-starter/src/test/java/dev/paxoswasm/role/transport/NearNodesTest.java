package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.Clusters;
import dev.paxoswasm.role.testing.Collector;
import dev.paxoswasm.role.testing.MapFields;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.trace.Tracing.Beginning;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.RequestMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NearNodesTest {

    private static final NearNodes.Address HERE = at("http://127.0.0.1:8301", "id=paxos");
    private static final NearNodes.Address ELSEWHERE = at("http://127.0.0.1:8302", "id=paxos");
    private static final LearnRequest VOTES = new LearnRequest(List.of());

    private final List<URI> surroundings = new ArrayList<>();
    private final NearNodes near = new NearNodes((address, call) -> {
        surroundings.add(address);
        return call.call();
    });
    private final Admission admission = new Admission(oneAtATime());
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StubLearner learner = new StubLearner();

    private static NearNodes.Address at(String url, String identity) {
        return new NearNodes.Address(URI.create(url), identity);
    }

    private static PaxosProperties.Http oneAtATime() {
        var source = new MapConfigurationPropertySource();
        source.put("paxos.http.max-in-flight", "1");
        return new Binder(source).bindOrCreate("paxos", PaxosProperties.class).http();
    }

    private LearnerHttp entered() {
        near.enter(HERE, LearnerHttp.class, learner, admission, new RequestMeters(meters), null);
        return near.find(HERE, LearnerHttp.class);
    }

    private static Refusal refusalOf(Throwable thrown) {
        return ((RefusalException) thrown).refusal();
    }

    @Test
    void a_call_reaches_the_node_as_it_is_and_in_its_own_surroundings() {
        LearnOutcome outcome = entered().learn(7, VOTES);

        assertThat(outcome.chosenThrough()).isEqualTo(7);
        assertThat(learner.heard).singleElement().isSameAs(VOTES);
        assertThat(surroundings).containsExactly(HERE.url());
    }

    @Test
    void each_call_is_counted_by_operation_and_outcome() {
        entered().learn(7, VOTES);
        admission.enter();
        assertThatThrownBy(() -> near.find(HERE, LearnerHttp.class).learn(7, VOTES));

        assertThat(calls("answered")).isEqualTo(1);
        assertThat(calls("overloaded")).isEqualTo(1);
        assertThat(calls("failed")).isZero();
    }

    private long calls(String outcome) {
        return meters.get("paxos.requests")
                .tags("operation", "learn", "outcome", outcome)
                .timer()
                .count();
    }

    @Test
    void a_call_is_a_part_of_the_trace_of_whoever_calls_as_it_is_over_the_network() throws IOException {
        try (Collector collector = Collector.start()) {
            try (Tracing tracing = Tracing.of(collector.endpoint(), 1, Clusters.of(Role.LEARNER, 1), "test")) {
                near.enter(HERE, LearnerHttp.class, learner, admission, new RequestMeters(meters), tracing);
                near.find(HERE, LearnerHttp.class).learn(7, VOTES);
                tracing.batch(
                        "untraced",
                        List.of(),
                        () -> near.find(HERE, LearnerHttp.class).learn(7, VOTES));
                try (Tracing.Served _ = tracing.serve("request", Map.of(), MapFields.GETTER, Beginning.YES)) {
                    near.find(HERE, LearnerHttp.class).learn(7, VOTES);
                }
            }
            assertThat(collector.spans()).extracting(Collector.Span::name).containsExactly("learner.learn", "request");
            assertThat(collector.spans().getFirst().parent())
                    .isEqualTo(collector.spans().getLast().id());
        }
    }

    @Test
    void a_node_that_is_elsewhere_or_has_left_is_not_found() {
        entered();
        assertThat(near.find(ELSEWHERE, LearnerHttp.class)).isNull();

        near.leave(HERE);
        assertThat(near.find(HERE, LearnerHttp.class)).isNull();
    }

    @Test
    void a_node_of_another_cluster_is_not_found_although_its_address_is_known() {
        entered();
        assertThat(near.find(at(HERE.url().toString(), "id=other"), LearnerHttp.class))
                .isNull();
        assertThat(near.find(at(HERE.url().toString(), "id=paxos"), LearnerHttp.class))
                .isNotNull();
    }

    @Test
    void a_call_takes_a_place_among_the_requests_in_work_and_gives_it_back_however_it_ends() {
        LearnerHttp direct = entered();
        learner.inCall = () -> assertThatThrownBy(() -> direct.learn(1, VOTES))
                .satisfies(e -> assertThat(refusalOf(e)).isInstanceOf(Refusal.Overloaded.class));
        direct.learn(1, VOTES);
        assertThat(learner.heard).hasSize(1);

        learner.inCall = () -> {
            throw new IllegalStateException("unforeseen");
        };
        assertThatThrownBy(() -> direct.learn(1, VOTES)).hasMessage("unforeseen");
        assertThat(admission.inFlight()).isZero();
    }

    @Test
    void a_node_that_cannot_serve_is_unavailable_as_it_is_over_the_network() {
        LearnerHttp direct = entered();
        for (RuntimeException failure : List.of(
                new OutOfServiceException(OutOfServiceException.Reason.STORAGE, "the disk is full"),
                new ComponentFailedException("the component failed in learn", new RuntimeException()))) {
            learner.inCall = () -> {
                throw failure;
            };
            assertThatThrownBy(() -> direct.learn(1, VOTES))
                    .satisfies(e -> assertThat(refusalOf(e)).isEqualTo(new Refusal.Unavailable(failure.getMessage())));
        }
    }

    @Test
    void a_refusal_stays_the_refusal_it_is() {
        LearnerHttp direct = entered();
        RefusalException misaddressed = new RefusalException(new Refusal.Misaddressed(3));
        learner.inCall = () -> {
            throw misaddressed;
        };
        assertThatThrownBy(() -> direct.learn(1, VOTES)).isSameAs(misaddressed);
    }

    private static final class StubLearner implements LearnerHttp {

        private final List<LearnRequest> heard = new ArrayList<>();
        private Runnable inCall = () -> {};

        @Override
        public LearnOutcome learn(long learner, LearnRequest request) {
            heard.add(request);
            inCall.run();
            return new LearnOutcome(learner);
        }

        @Override
        public LogPage readLog(long learner, ReadLogRequest request) {
            throw new AssertionError("nobody reads here");
        }

        @Override
        public IdPage readIds(long learner, ReadLogRequest request) {
            throw new AssertionError("nobody reads here");
        }

        @Override
        public LearnerStatus status(long learner) {
            throw new AssertionError("nobody asks here");
        }
    }
}
