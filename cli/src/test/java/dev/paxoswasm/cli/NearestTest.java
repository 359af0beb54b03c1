package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> NAMES =
            List.of("client-1", "proposer-1", "acceptor-1", "acceptor-2", "learner-1");

    @ParameterizedTest
    @CsvSource({
        "accptor-2, acceptor-2",
        "Acceptor-2, acceptor-2",
        "acceptor2, acceptor-2",
        "leaner-1, learner-1",
        "zookeeper,",
        "x,"
    })
    void is_what_takes_few_changes_of_letters_if_anything_does(String typed, String meant) {
        assertThat(Nearest.to(typed, NAMES).orElse(null)).isEqualTo(meant);
    }
}
