package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ConcurrentProposalsIT {

    @Test
    void a_thousand_values_of_sixteen_clients_stand_in_the_answered_slots_of_both_learners(Cluster cluster) {
        Map<String, Long> answered;
        try (Load load = new Load(cluster, "concurrent")) {
            answered = load.start(16, 1_000).finish();
        }
        assertThat(answered).as("every value is answered").hasSize(1_000);
        assertThat(new HashSet<>(answered.values())).as("no slot twice").hasSize(1_000);

        long last = Collections.max(answered.values());
        LearnedLog one = cluster.log(1, last);
        LearnedLog two = cluster.log(2, last);
        assertThat(one.slots()).containsAllEntriesOf(answered);
        assertThat(two.slots()).containsAllEntriesOf(answered);
        assertThat(one.through(last)).as("logs are identical").isEqualTo(two.through(last));
    }

    @Test
    void the_client_api_shows_what_the_learners_learned(Cluster cluster) {
        long slot = cluster.chosen("grüße, 世界");

        assertThat(Http.getJson(cluster.client() + "/v1/log/" + slot)
                        .required("value")
                        .asString())
                .isEqualTo("grüße, 世界");
        assertThat(cluster.log(1, slot).value(slot)).contains("grüße, 世界");
    }
}
