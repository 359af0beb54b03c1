package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LaneBoundsTest {

    private static LaneBounds bounds(Map<String, String> configuration) {
        return new LaneBounds(new Binder(new MapConfigurationPropertySource(configuration))
                .bindOrCreate("paxos", PaxosProperties.class));
    }

    @Test
    void the_configuration_decides() {
        LaneBounds bounds = bounds(Map.of(
                "paxos.transport.batches-in-flight", "2",
                "paxos.transport.full-batches-in-flight", "5",
                "paxos.transport.messages-in-flight", "6",
                "paxos.transport.votes-in-flight", "3",
                "paxos.bounds.max-open-slots", "100"));

        assertThat(bounds.batches().inFlight()).isEqualTo(2);
        assertThat(bounds.batches().fullInFlight()).isEqualTo(5);
        assertThat(bounds.batches().queueLength()).isEqualTo(100);
        assertThat(bounds.values().inFlight()).isEqualTo(6);
        assertThat(bounds.questions().inFlight()).isEqualTo(6);
        assertThat(bounds.votes(new VoteMessages(new Bounds(1, 2, 3, 4, 5))).inFlight())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "batches-in-flight, 0",
        "full-batches-in-flight, 0",
        "messages-in-flight, -1",
        "votes-in-flight, 0",
        "queued-votes, 0",
        "queued-questions, 0",
        "queued-heartbeats, 0",
        "batch-hold-up, 0ms"
    })
    void a_bound_that_lets_nothing_through_is_named(String key, String value) {
        assertThatThrownBy(() -> bounds(Map.of("paxos.transport." + key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("paxos.transport." + key + ": is ");
    }
}
