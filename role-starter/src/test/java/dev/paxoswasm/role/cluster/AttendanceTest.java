package dev.paxoswasm.role.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.Clusters;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttendanceTest {

    private static final String[] SETTINGS = {
        "paxos.cluster.learners:1-9=http://learner-{id}:8080", "paxos.cluster.clients:*=http://clients:8080"
    };

    private final Map<String, List<String>> known = new HashMap<>();
    private final Map<String, Long> clients = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long now;
    private final Attendance attendance = of(Role.COORDINATOR);

    @BeforeEach
    void two_learners() {
        known.put("learner-1", List.of("10.0.0.1"));
        known.put("learner-2", List.of("10.0.0.2"));
        attendance.look();
    }

    private Attendance of(Role role) {
        return Attendance.of(
                Clusters.of(role, 1, SETTINGS),
                this::addresses,
                url -> Optional.ofNullable(clients.get(url.toString())),
                () -> now);
    }

    private List<InetAddress> addresses(String host) {
        asked.add(host);
        return known.getOrDefault(host, List.of()).stream()
                .map(AttendanceTest::address)
                .toList();
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void looksAfter(Duration time) {
        now += time.toNanos();
        attendance.look();
    }

    @Test
    void of_a_range_those_are_there_whose_names_have_addresses_and_all_who_are_listed_one_by_one() {
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L);
        assertThat(attendance.addresses(Role.LEARNER)).containsEntry(2L, URI.create("http://learner-2:8080"));
        assertThat(attendance.ids(Role.ACCEPTOR)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void the_next_ones_are_found_at_once_and_others_in_turn() {
        known.put("learner-3", List.of("10.0.0.3"));
        known.put("learner-4", List.of("10.0.0.4"));
        looksAfter(Duration.ofSeconds(1));
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L, 3L, 4L);

        known.put("learner-9", List.of("10.0.0.9"));
        asked.clear();
        for (int i = 0; i < 9; i++) {
            looksAfter(Duration.ofSeconds(1));
        }
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L, 3L, 4L, 9L);
        assertThat(asked.stream().filter("learner-7"::equals).count())
                .as("what is unlikely is asked seldom")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void one_that_goes_is_missed_after_a_while_only_and_comes_back_at_once() {
        known.remove("learner-1");
        looksAfter(Duration.ofSeconds(9));
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L);
        looksAfter(Duration.ofSeconds(1));
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(2L);

        known.put("learner-1", List.of("10.0.0.77"));
        looksAfter(Duration.ofSeconds(1));
        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L);
    }

    @Test
    void while_no_name_is_known_at_all_nobody_is_missed() {
        known.clear();
        looksAfter(Duration.ofHours(1));

        assertThat(attendance.ids(Role.LEARNER)).containsExactly(1L, 2L);
    }

    @Test
    void a_learner_is_there_for_itself_whatever_its_name_says() {
        known.clear();
        Attendance itself = of(Role.LEARNER);
        itself.look();

        assertThat(itself.ids(Role.LEARNER)).containsExactly(1L);
    }

    @Test
    void clients_behind_one_name_are_asked_who_they_are_at_each_of_its_addresses() {
        known.put("clients", List.of("10.0.0.5", "fd00::6", "10.0.0.7"));
        clients.put("http://10.0.0.5:8080", 3_000_000_000L);
        clients.put("http://[fd00:0:0:0:0:0:0:6]:8080", 2_500_000_000L);
        looksAfter(Duration.ofSeconds(1));
        assertThat(attendance.ids(Role.CLIENT)).containsExactly(2_500_000_000L, 3_000_000_000L);
        assertThat(attendance.addresses(Role.CLIENT)).containsEntry(3_000_000_000L, URI.create("http://10.0.0.5:8080"));

        clients.clear();
        looksAfter(Duration.ofSeconds(10));
        assertThat(attendance.ids(Role.CLIENT)).isEmpty();
    }

    @Test
    void clients_are_asked_all_at_once() {
        known.put("clients", List.of("10.0.0.5", "10.0.0.6", "10.0.0.7"));
        CountDownLatch unasked = new CountDownLatch(3);
        Set<URI> askedTogether = ConcurrentHashMap.newKeySet();
        Attendance.of(
                        Clusters.of(Role.COORDINATOR, 1, SETTINGS),
                        this::addresses,
                        url -> {
                            unasked.countDown();
                            if (isSoonOver(unasked)) {
                                askedTogether.add(url);
                            }
                            return Optional.empty();
                        },
                        () -> now)
                .look();

        assertThat(askedTogether).hasSize(3);
    }

    private static boolean isSoonOver(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobody_but_a_coordinator_asks_clients() {
        asked.clear();
        of(Role.ACCEPTOR).look();

        assertThat(asked).contains("learner-1").doesNotContain("clients");
    }
}
