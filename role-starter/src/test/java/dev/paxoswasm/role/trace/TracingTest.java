package dev.paxoswasm.role.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.testing.Clusters;
import dev.paxoswasm.role.testing.Collector;
import dev.paxoswasm.role.testing.MapFields;
import dev.paxoswasm.role.trace.Tracing.Beginning;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String ONE = "0af7651916cd43dd8448eb211c80319c";
    private static final String OTHER = "1bf7651916cd43dd8448eb211c80319c";

    private static Tracing tracing(String endpoint, double probability) {
        Cluster cluster = Clusters.of(Role.CLIENT, 1);
        return Tracing.of(endpoint, probability, cluster, "test");
    }

    private static Map<String, String> of(String trace) {
        return Map.of("traceparent", "00-" + trace + "-b7ad6b7169203331-01", "tracestate", "vendor=" + trace);
    }

    private static @Nullable Trace served(Tracing tracing, Map<String, String> fields, Beginning beginning) {
        Tracing.Served served = tracing.serve("request", fields, MapFields.GETTER, beginning);
        if (served == null) {
            return null;
        }
        try (served) {
            return Trace.current();
        }
    }

    private static Map<String, String> told(Trace trace) {
        Map<String, String> fields = new TreeMap<>();
        trace.tell(fields::put);
        return fields;
    }

    @Test
    void a_batch_is_a_part_of_the_first_trace_and_linked_with_the_others_both_ways() throws IOException {
        List<@Nullable Trace> within = new ArrayList<>();
        try (Collector collector = Collector.start()) {
            try (Tracing tracing = tracing(collector.endpoint(), 0);
                    Tracing.Served one = tracing.serve("one", of(ONE), MapFields.GETTER, Beginning.NO)) {
                Trace first = Trace.current();
                one.answered("one", 201);
                try (Tracing.Served other = tracing.serve("other", of(OTHER), MapFields.GETTER, Beginning.NO)) {
                    Trace second = Trace.current();
                    other.answered("other", 503);
                    List<@Nullable Trace> traces = new ArrayList<>();
                    traces.add(null);
                    traces.add(first);
                    traces.add(second);
                    tracing.batch("batch", traces, () -> within.add(Trace.current()));
                }
            }
            Map<String, Collector.Span> byName = new TreeMap<>();
            collector.spans().forEach(span -> byName.put(span.name(), span));

            assertThat(byName).containsOnlyKeys("one", "other", "batch");
            assertThat(byName.get("batch").trace()).isEqualTo(ONE);
            assertThat(byName.get("batch").parent()).isEqualTo(byName.get("one").id());
            assertThat(byName.get("batch").links())
                    .containsExactly(byName.get("other").id());
            assertThat(byName.get("other").links())
                    .containsExactly(byName.get("batch").id());
            assertThat(within)
                    .singleElement()
                    .satisfies(trace -> assertThat(told(trace))
                            .containsOnly(
                                    entry(
                                            "traceparent",
                                            "00-" + ONE + "-"
                                                    + byName.get("batch").id() + "-01"),
                                    entry("tracestate", "vendor=" + ONE)));
        }
    }

    @Test
    void only_what_may_begins_a_trace_and_only_as_often_as_is_asked_for() throws IOException {
        try (Collector collector = Collector.start();
                Tracing never = tracing(collector.endpoint(), 0);
                Tracing always = tracing(collector.endpoint(), 1)) {
            assertThat(served(always, Map.of(), Beginning.NO)).isNull();
            assertThat(served(always, Map.of(), Beginning.YES)).isNotNull();
            assertThat(served(never, Map.of(), Beginning.YES)).isNull();
            assertThat(served(never, of(ONE), Beginning.NO)).isNotNull();
            assertThat(served(always, Map.of("traceparent", "00-" + ONE + "-b7ad6b7169203331-00"), Beginning.YES))
                    .as("whoever asks does not sample it")
                    .isNull();
            assertThat(served(always, Map.of("traceparent", "nonsense"), Beginning.NO))
                    .isNull();
        }
    }

    @Test
    void there_is_nothing_to_carry_on_where_nothing_is_traced() {
        assertThat(Trace.current()).isNull();
        assertThat(Trace.within(null, () -> "done")).isEqualTo("done");
    }

    @Test
    void an_endpoint_that_is_none_is_refused_by_its_key() {
        assertThatThrownBy(() -> tracing("somewhere", 1))
                .hasMessageContaining("paxos.tracing.endpoint")
                .hasMessageContaining("http://localhost:4318/v1/traces");
    }
}
