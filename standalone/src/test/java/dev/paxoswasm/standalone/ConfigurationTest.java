package dev.paxoswasm.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.ConfigurationKeys;
import dev.paxoswasm.role.StartFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever is configured, it is taken, or refused in one line that names the key, before any node starts. */
class ConfigurationTest {

    static final List<String> KEYS = ConfigurationKeys.all();

    private static final List<String> STRANGE = List.of(
            "abc",
            "-1",
            "0",
            "1e9",
            "NaN",
            "0x7f",
            "\n",
            "=",
            "null",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775807",
            "99999999999999999999",
            "9223372036854775807TB",
            "99999999999d",
            "-5ms",
            "١");

    @ParameterizedTest
    @FieldSource("KEYS")
    void a_strange_value_is_taken_or_refused_by_the_name_of_its_key(String key) {
        for (String value : STRANGE) {
            String[] arguments = {"--" + key + "=" + value};
            try {
                ClusterPlan.of(arguments);
            } catch (RuntimeException e) {
                Optional<String> line = StartFailure.explain(e);
                assertThat(line).as(key + "=" + value + ": " + e).isPresent();
                assertThat(line.get()).as(value).startsWith(group(key)).doesNotContain("\n");
            }
        }
    }

    /** Quorum sizes are refused together, by the name of their group. */
    private static String group(String key) {
        return key.startsWith("paxos.quorum") ? "paxos.quorum" : key;
    }
}
