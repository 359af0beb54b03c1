package dev.paxoswasm.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfigurationKeysTest {

    private static void check(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(source);
        ConfigurationKeys.check(environment);
    }

    private static PropertySource<?> variable(String name) {
        return new SystemEnvironmentPropertySource("systemEnvironment", Map.of(name, "1"));
    }

    private static PropertySource<?> file(String name) {
        return new MapPropertySource("Config resource 'file [application.yml]'", Map.of(name, "1"));
    }

    @Test
    void there_is_a_key_for_each_thing_that_can_be_configured() {
        assertThat(ConfigurationKeys.all())
                .contains(
                        "paxos.node-id",
                        "paxos.data-directory",
                        "paxos.component.call-deadline",
                        "paxos.cluster.acceptors",
                        "paxos.quorum.phase1",
                        "paxos.timing.election-timeout",
                        "paxos.http.max-body-size-in-flight");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paxos.timing.election-timeout", "paxos.timing.electionTimeout", "server.port", "paxosfoo"})
    void a_key_is_taken_however_it_is_spelt(String name) {
        assertThatCode(() -> check(file(name))).doesNotThrowAnyException();
        assertThatCode(() -> check(new SimpleCommandLinePropertySource("--" + name + "=1")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PAXOS_TIMING_ELECTIONTIMEOUT",
                "PAXOS_TIMING_ELECTION_TIMEOUT",
                "PAXOS_NODEID",
                "PAXOS_QUORUM_PHASE1",
                "PAXOS_CLIENT_SERVICE_HOST",
                "PAXOS_CLIENT_SERVICE_PORT_HTTP",
                "PAXOS_CLIENT_PORT",
                "PAXOS_CLIENT_PORT_8080_TCP_ADDR",
                "PATH"
            })
    void a_variable_of_a_key_is_taken_and_so_is_what_kubernetes_tells_of_services(String name) {
        assertThatCode(() -> check(variable(name))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "paxos.foo, README.md",
        "paxos.timing.hartbeat, did you mean paxos.timing.heartbeat?",
        "paxos.timing, README.md",
        "paxos.timing.heartbeat.x, did you mean paxos.timing.heartbeat?",
        "paxos.cluster.acceptor, did you mean paxos.cluster.acceptors?",
        "paxos.node-id[0], did you mean paxos.node-id?"
    })
    void a_key_that_is_none_is_refused_by_name_with_what_may_have_been_meant(String name, String right) {
        assertThatThrownBy(() -> check(file(name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + ": is no key of a node")
                .hasMessageContaining("application.yml")
                .hasMessageContaining(right);
        assertThatThrownBy(() -> check(new SimpleCommandLinePropertySource("--" + name + "=1")))
                .hasMessageStartingWith(name + ": is no key of a node");
    }

    @ParameterizedTest
    @CsvSource({
        "PAXOS_FOO, README.md",
        "PAXOS_TIMING_HARTBEAT, did you mean PAXOS_TIMING_HEARTBEAT?",
        "PAXOS_NODE, did you mean PAXOS_NODEID?",
        "paxos_timing_hartbeat, did you mean PAXOS_TIMING_HEARTBEAT?"
    })
    void a_variable_that_is_none_is_refused_by_name(String name, String right) {
        assertThatThrownBy(() -> check(variable(name)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(name + ": is no environment variable of a node")
                .hasMessageContaining(right);
    }

    @Test
    void what_is_no_option_is_refused() {
        assertThatThrownBy(() -> check(new SimpleCommandLinePropertySource("--server.port=1", "paxos.node-id=2")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("paxos.node-id=2: is no option; write --key=value, as in --paxos.timing.heartbeat=100ms");
    }

    @Test
    void a_text_that_the_process_could_not_read_in_its_locale_is_refused_and_not_taken_for_another() {
        assertThatThrownBy(() -> check(new SimpleCommandLinePropertySource("--paxos.data-directory=/gr\uFFFD\uFFFDe")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("paxos.data-directory")
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }
}
