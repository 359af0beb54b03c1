package dev.paxoswasm.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.client.RawConnection.Answer;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Whatever the head of a proposal is like, the way past the container answers it and stores its value as the way
 * through it does.
 */
@Timeout(300)
class TwoWaysTest {

    private static final int HEADS = 3_000;
    private static final int AT_ONCE = 16;
    private static final Pattern LOCATION = Pattern.compile("/v1/log/(\\d+)");

    private static LocalCluster cluster;
    private static RunningNode client;
    private static ApplicationContext context;

    /**
     * What became of a proposal.
     *
     * @param answer without what is another each time
     * @param stored what the log has of it
     */
    private record Outcome(String answer, String stored) {}

    @BeforeAll
    static void start(@TempDir Path data) {
        AtomicReference<ApplicationContext> made = new AtomicReference<>();
        Map<Role, Supplier<SpringApplication>> applications = ClientCluster.applications();
        applications.put(Role.CLIENT, () -> {
            SpringApplication application = ClientApplication.application();
            application.addInitializers(made::set);
            return application;
        });
        cluster = new LocalCluster(data, applications, "paxos.timing.election-timeout=3s");
        client = ClientCluster.started(cluster);
        context = made.get();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void odd_heads_are_answered_and_stored_alike_both_ways() throws Exception {
        double before = client.meter("paxos_requests_plain_total");
        List<Outcome> past = outcomes();
        double plain = client.meter("paxos_requests_plain_total") - before;
        SmartLifecycle plainServing = context.getBean("plainServing", SmartLifecycle.class);
        plainServing.stop();
        List<Outcome> through = outcomes();
        assertThat(client.meter("paxos_requests_plain_total") - before)
                .as("all through the container")
                .isEqualTo(plain);
        plainServing.start();

        assertThat(plain).as("past the container").isBetween(HEADS * 0.1, HEADS * 0.8);
        for (int seed = 0; seed < HEADS; seed++) {
            assertThat(past.get(seed))
                    .as("seed %d: %s", seed, new String(OddHeads.ofSeed(seed), ISO_8859_1))
                    .isEqualTo(through.get(seed));
        }
        assertThat(through)
                .filteredOn(outcome -> outcome.answer().contains("status=201"))
                .hasSizeGreaterThan(HEADS / 10);
        assertThat(through)
                .filteredOn(outcome -> outcome.answer().contains("status=415"))
                .hasSizeGreaterThan(HEADS / 20);
        assertThat(through)
                .filteredOn(outcome -> outcome.answer().contains("status=500"))
                .isEmpty();
    }

    @Test
    void a_value_is_stored_as_it_stands_only_where_it_is_said_to_be_bytes() throws Exception {
        List<Outcome> outcomes = outcomes();
        for (int seed = 0; seed < HEADS; seed++) {
            String request = new String(OddHeads.ofSeed(seed), ISO_8859_1);
            if (outcomes.get(seed).stored().contains("{\\\"value")) {
                assertThat(request).as("seed %d", seed).containsIgnoringCase("application/octet-stream");
            }
        }
    }

    private static List<Outcome> outcomes() throws Exception {
        List<Future<Answer>> sent = new ArrayList<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int seed = 0; seed < HEADS; seed++) {
                byte[] request = OddHeads.ofSeed(seed);
                sent.add(senders.submit(() -> answer(request)));
            }
        }
        Map<Long, String> log = log();
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Answer> each : sent) {
            Answer answer = each.get();
            Matcher location = LOCATION.matcher(answer.fields().getOrDefault("location", ""));
            String stored = location.matches() ? log.get(Long.parseLong(location.group(1))) : "nothing";
            outcomes.add(new Outcome(String.valueOf(answer.timeless()), stored));
        }
        return outcomes;
    }

    private static Answer answer(byte[] request) throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            return connection.send(request).endOfRequests().answer();
        }
    }

    private static Map<Long, String> log() {
        Map<Long, String> values = new HashMap<>();
        long next = 1;
        while (true) {
            JsonNode entries = RunningNode.json(client.get("/v1/log?limit=1000&from=" + next))
                    .path("entries");
            if (entries.isEmpty()) {
                return values;
            }
            for (JsonNode entry : entries) {
                next = entry.path("slot").asLong() + 1;
                values.put(next - 1, entry.path("value").toString() + entry.path("encoding"));
            }
        }
    }
}
