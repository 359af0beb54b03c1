package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Components in shapes that the usual tools seldom emit, written as text. */
class ShapesTest {

    private static ComponentInstance withHostCall(String name) {
        return TestComponents.component(name)
                .instantiate(
                        Imports.builder()
                                .function(Component.ROOT, "call", arguments -> null)
                                .build(),
                        TestComponents.PATIENT);
    }

    private static Object call(ComponentInstance instance, String function, Object... arguments) {
        return instance.function(Component.ROOT, function).call(arguments);
    }

    @Test
    void composedComponentsPassStringsFromMemoryToMemory() {
        List<Object> lines = new ArrayList<>();
        Imports imports = Imports.builder()
                .function("test:composed/log@0.1.0", "line", arguments -> {
                    lines.add(arguments[0]);
                    return null;
                })
                .build();
        ComponentInstance instance = TestComponents.component("composed").instantiate(imports, Limits.DEFAULT);
        ComponentFunction welcome = instance.function("test:composed/door@0.1.0", "welcome");
        assertThat(welcome.call("Zoë")).isEqualTo("hello Zoë, come in!");
        assertThat(welcome.call("")).isEqualTo("hello , come in!");
        assertThat(instance.function("test:composed/door@0.1.0", "greet").call("you"))
                .isEqualTo("hello you");
        assertThat(lines).containsExactly("hello Zoë, come in!", "not this", "hello , come in!", "not this");
        assertThat(instance.memoryBytes()).isEqualTo(2 * 65536);
    }

    @Test
    void aCallThroughATableFindsAFunctionOfAnotherModule() {
        ComponentInstance instance = TestComponents.instance("tables");
        assertThat(call(instance, "apply", 0L, 30, 12)).isEqualTo(42);
        assertThat(call(instance, "apply", 1L, 30, 12)).isEqualTo(18);
        assertThat(call(instance, "double-twice", 5)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4, 0xffffffffL})
    void aCallThroughATableOfAnotherTypeOrOfNothingTraps(long index) {
        ComponentInstance instance = TestComponents.instance("tables");
        assertThatExceptionOfType(ComponentTrapException.class).isThrownBy(() -> call(instance, "apply", index, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"block63,63", "block64,64", "block100,100", "block127,127", "block128,128", "block139,139"})
    void blocksWithATypeIndexWorkBeyondSixtyFourTypes(String function, long expected) {
        assertThat(call(TestComponents.instance("many-types"), function)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"call64,1064", "call100,1100", "call139,1139"})
    void indirectCallsWorkBeyondSixtyFourTypes(String function, long expected) {
        assertThat(call(TestComponents.instance("many-types"), function)).isEqualTo(expected);
    }

    @Test
    void postReturnRunsAfterEachCallWithTheCoreResult() {
        ComponentInstance instance = withHostCall("post-return");
        assertThat(call(instance, "text")).isEqualTo("fünf");
        assertThat(call(instance, "last")).isEqualTo(0);
        assertThat(call(instance, "number")).isEqualTo(300 % 256);
        assertThat(call(instance, "last")).isEqualTo(300);
        assertThat(call(instance, "times")).isEqualTo(2L);
    }

    @Test
    void postReturnMustNotCallOut() {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(withHostCall("post-return"), "calls-out-of-post-return"))
                .withMessageContaining("out of realloc or post-return");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not-utf8|not UTF-8",
                "outside|2 bytes at 4026531840, reaches out of the memory of 131072 bytes",
                "huge|4294967295 bytes at 0, reaches out of the memory",
                "over-the-end|4 bytes at 131069, reaches out of the memory",
                "unaligned-list|a list, 2, is not aligned to 4 bytes",
                "unaligned-result|the result, 17, is not aligned to 4 bytes",
                "result-outside|the result, 8 bytes at 131068, reaches out of the memory",
                "surrogate|the char 0xd800, no Unicode scalar value",
                "no-case|case 9 of a enum of 2 cases",
                "no-case-in-memory|case 9 of a option of 2 cases",
                "bomb|the values that the component passes in this call take more than 1048576 bytes as Java objects"
            })
    void aResultThatIsNoValueOfItsTypeIsATrap(String function, String reason) {
        Limits limits = TestComponents.PATIENT.withMaxValueBytes(1 << 20);
        ComponentInstance instance = TestComponents.component("broken").instantiate(Imports.none(), limits);
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(instance, function))
                .withMessageStartingWith("function " + function + " of $root trapped: ")
                .withMessageContaining(reason);
        assertThat(instance.poisoned()).isTrue();
    }

    @Test
    void numbersAreCutToTheirRangeAndAnyNumberButZeroIsTrue() {
        ComponentInstance instance = TestComponents.instance("broken");
        assertThat(call(instance, "wrapped")).isEqualTo((int) (byte) 131068);
        assertThat(call(instance, "true")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unaligned|what realloc returned, 6, is not aligned to 4 bytes",
                "outside|what realloc returned, 8 bytes at 65532, reaches out of the memory",
                "calling|the component called an import out of realloc or post-return"
            })
    void anAllocatorThatMisbehavesIsATrap(String function, String reason) {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(withHostCall("realloc"), function, List.of(1L, 2L)))
                .withMessageContaining(reason);
    }

    @Test
    void theMemoryMayGrowWhileArgumentsAreWritten() {
        ComponentInstance instance = withHostCall("realloc");
        List<Long> many = IntStream.range(0, 100_000).mapToObj(i -> (long) i).toList();
        for (int i = 0; i < 10; i++) {
            call(instance, "growing", many);
        }
        assertThat(instance.memoryBytes()).isEqualTo(65536 * (1 + 10 * 7));
    }

    @Test
    void aComponentInstanceCannotReenterItself() {
        ComponentInstance instance = TestComponents.instance("reenter");
        call(instance, "f");
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(instance, "g"))
                .withMessageContaining("was called while one of its functions runs");
    }

    @ParameterizedTest
    @CsvSource({"far, 0", "far, 2147483648", "far, 4294967295", "farthest, 1", "farthest, 17", "near, 4294967280"})
    void anOffsetBeyondTheMemoryTrapsWhateverIsAddedToIt(String function, long address) {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(TestComponents.instance("far-offset"), function, address))
                .withMessageContaining("out of bounds memory access");
    }

    @Test
    void aTableHasItsInitialValue() {
        assertThat(call(TestComponents.instance("initial-table"), "call", 2L)).isEqualTo(7L);
    }
}
