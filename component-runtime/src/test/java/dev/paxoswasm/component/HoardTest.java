package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.component.abi.ArgumentsLowering;
import dev.paxoswasm.component.abi.Lifting;
import dev.paxoswasm.component.abi.Passed;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call passes out is charged by what it takes in Java, before it is made. */
@Timeout(120)
class HoardTest {

    private static final Component HOARD = TestComponents.component("hoard");
    private static final long LIMIT = 4 << 20;

    /** Of a few objects that a call takes beside its values, and of classes that are loaded by it. */
    private static final long CALL = 64 << 10;

    private static ComponentInstance instance(long maxValueBytes) {
        return HOARD.instantiate(Imports.none(), TestComponents.PATIENT.withMaxValueBytes(maxValueBytes));
    }

    private static boolean passes(String function, long count) {
        try {
            instance(LIMIT).function(Component.ROOT, function).call(count);
            return true;
        } catch (ComponentTrapException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bools",
                "numbers",
                "floats",
                "bytes",
                "tuples",
                "options",
                "results",
                "strings",
                "lists",
                "byte-lists",
                "records",
                "variants",
                "flags",
                "enums",
                "chars",
                "ascii",
                "latin",
                "wide"
            })
    void whatPassesTakesNoMoreThanTheLimitAndTheRestIsNotBegun(String function) {
        long passing = 0;
        for (long step = 1 << 22; step > 0; step /= 2) {
            if (passes(function, passing + step)) {
                passing += step;
            }
        }
        long most = passing;
        assertThat(most).isPositive();
        ComponentInstance within = instance(LIMIT);
        ComponentInstance beyond = instance(LIMIT);

        assertThat(Allocated.by(() -> within.function(Component.ROOT, function).call(most)))
                .as("%s values", most)
                .isLessThan(LIMIT + CALL);
        assertThat(Allocated.by(() -> assertThatExceptionOfType(ComponentTrapException.class)
                        .isThrownBy(
                                () -> beyond.function(Component.ROOT, function).call(most + 1))
                        .withMessageContaining("take more than " + LIMIT + " bytes as Java objects")))
                .isLessThan(LIMIT + CALL);
    }

    @Test
    void aListOfSixtyMillionTuplesIsRefusedBeforeItIsMade() {
        ComponentInstance instance =
                TestComponents.component("hoard-tuples").instantiate(Imports.none(), Limits.DEFAULT);

        assertThat(Allocated.by(() -> assertThatExceptionOfType(ComponentTrapException.class)
                        .isThrownBy(() -> instance.function(Component.ROOT, "f").call())))
                .isLessThan(1 << 20);
    }

    @Test
    void theDeadlineHoldsWhileValuesAreLifted() {
        long count = 6_000_000;
        long whole = count * (24 + 4);
        Limits limits = TestComponents.PATIENT.withMaxValueBytes(1L << 40);
        ComponentFunction tuples = inTheLeastTime(limits).function(Component.ROOT, "tuples");

        assertThat(Allocated.by(() -> assertThatExceptionOfType(DeadlineExceededException.class)
                        .isThrownBy(() -> tuples.call(count))))
                .as("all of them take %s", whole)
                .isLessThan(whole);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** Instantiation has the same deadline as calls: about the shortest with which this machine gets through it. */
    private static ComponentInstance inTheLeastTime(Limits limits) {
        for (Duration deadline = Duration.ofMillis(1); ; deadline = deadline.multipliedBy(2)) {
            try {
                return HOARD.instantiate(Imports.none(), limits.withCallDeadline(deadline));
            } catch (DeadlineExceededException _) {
                // A slower machine, or a busy one.
            }
        }
    }

    @Test
    void anInterruptStopsTheLoweringOfManyValues() {
        ComponentInstance echo = TestComponents.component("trouble")
                .instantiate(
                        Imports.builder()
                                .function("host", "call", arguments -> arguments[0])
                                .build(),
                        TestComponents.PATIENT);
        ArgumentsLowering interrupted = (memory, flat, address) -> {
            Thread.currentThread().interrupt();
            for (int i = 0; i < 1_000_000; i++) {
                memory.step();
            }
            throw new IllegalStateException("nobody looked at the interrupt");
        };
        Lifting<Integer> none = (memory, flat, address) -> 0;

        assertThatExceptionOfType(CallInterruptedException.class)
                .isThrownBy(() -> echo.function("test:trouble/trouble", "batch")
                        .direct(Passed.FLAT, Passed.IN_MEMORY)
                        .call(interrupted, none));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aStringThatIsTooLongForTheComponentIsNotTurnedIntoBytes() {
        String text = "é".repeat(8 << 20);
        ComponentInstance instance = TestComponents.component("trouble")
                .instantiate(
                        Imports.builder()
                                .function("host", "call", arguments -> arguments[0])
                                .build(),
                        TestComponents.PATIENT.withMaxMemoryBytes(2 << 20));

        assertThat(Allocated.by(() -> assertThatExceptionOfType(ComponentTrapException.class)
                        .isThrownBy(() -> instance.function("test:trouble/trouble", "panic")
                                .call(text))))
                .isLessThan(4 << 20);
    }
}
