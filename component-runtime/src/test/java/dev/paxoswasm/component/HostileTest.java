package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A binary takes time and memory in proportion to its size, or is refused. */
@Timeout(300)
class HostileTest {

    /** What any component may take: Chicory's own classes, and an empty module. */
    private static final long BASE = 100 << 20;

    private static final long A_BYTE = 1_000;

    static Map<String, byte[]> binaries() {
        return HostileComponents.all();
    }

    static Stream<String> names() {
        return binaries().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void parsingIsBoundedByTheSizeOfTheBinary(String name) {
        byte[] binary = binaries().get(name);

        assertThat(Allocated.by(() -> parsedAndInstantiatedOrRefused(binary)))
                .isLessThan(BASE + A_BYTE * binary.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paths of instances", "modules compared", "types of instances"})
    void whatIsMadeOfFewDefinitionsIsCharged(String name) {
        assertThatExceptionOfType(UnsupportedComponentException.class)
                .isThrownBy(() -> Component.parse(binaries().get(name)))
                .withMessageContaining("imports, exports or passes more than 300000 things");
    }

    static void parsedAndInstantiatedOrRefused(byte[] binary) {
        Component component;
        try {
            component = Component.parse(binary);
        } catch (MalformedComponentException | UnsupportedComponentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        try {
            component.instantiate(Imports.none(), Limits.DEFAULT);
        } catch (ComponentLinkException | ComponentTrapException | DeadlineExceededException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @Test
    void parsingIsGivenUpAtItsDeadline() {
        byte[] binary = binaries().get("data");

        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> Component.parse(binary, Duration.ofNanos(1)))
                .withMessage("the parsing of a component took longer than PT0.000000001S");
        assertThatIllegalArgumentException().isThrownBy(() -> Component.parse(binary, Duration.ZERO));
    }

    @Test
    void parsingWithADeadlineGivesWhatItGivesWithout() {
        byte[] binary = TestComponents.bytes("trouble");

        assertThat(Component.parse(binary, Duration.ofDays(1_000_000)).digest())
                .isEqualTo(Component.parse(binary).digest());
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(new byte[0], Duration.ofMinutes(1)))
                .withMessageContaining("no bytes at all");
    }

    @Test
    void anInterruptKeepsAComponentFromBeingParsed() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(CallInterruptedException.class)
                .isThrownBy(() -> Component.parse(TestComponents.bytes("trouble")));
        assertThatExceptionOfType(CallInterruptedException.class)
                .isThrownBy(() -> Component.parse(TestComponents.bytes("trouble"), Duration.ofMinutes(1)));
        assertThat(Thread.interrupted()).isTrue();
    }
}
