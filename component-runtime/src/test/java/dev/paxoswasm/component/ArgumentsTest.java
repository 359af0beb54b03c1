package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong argument is told by its path, and the component goes on. */
class ArgumentsTest {

    private static final String VALUES = "test:echo/values@1.2.3";
    private static final Component ECHO = TestComponents.component("echo");
    private static final ComponentInstance INSTANCE = ECHO.instantiate(echoing(), TestComponents.PATIENT);

    static Imports echoing() {
        Imports.Builder imports = Imports.builder();
        ECHO.type()
                .importedInterfaces()
                .forEach((name, functions) -> functions
                        .keySet()
                        .forEach(function -> imports.function(
                                name,
                                function,
                                arguments -> arguments.length == 0 ? null : arguments[arguments.length - 1])));
        return imports.build();
    }

    static List<Arguments> wrongArguments() {
        BitSet fourth = new BitSet();
        fourth.set(3);
        return List.of(
                Arguments.of("echo0", 1, "value: expected bool, got Integer 1"),
                Arguments.of("echo1", 128, "value: expected s8, got Integer 128"),
                Arguments.of("echo2", -1, "value: expected u8, got Integer -1"),
                Arguments.of("echo3", 1L, "value: expected s16, got Long 1"),
                Arguments.of("echo4", 65536, "value: expected u16, got Integer 65536"),
                Arguments.of("echo5", 1L, "value: expected s32, got Long 1"),
                Arguments.of("echo6", 0x100000000L, "value: expected u32, got Long 4294967296"),
                Arguments.of("echo7", 1, "value: expected s64, got Integer 1"),
                Arguments.of("echo8", "1", "value: expected u64, got String"),
                Arguments.of("echo9", 1d, "value: expected f32, got Double 1.0"),
                Arguments.of("echo10", 1f, "value: expected f64, got Float 1.0"),
                Arguments.of("echo11", 0xd800, "value: expected char, got Integer 55296"),
                Arguments.of("echo11", 0x110000, "value: expected char, got Integer 1114112"),
                Arguments.of("echo12", null, "value: expected string, got null"),
                Arguments.of("echo12", "a\ud800b", "value[1]: expected string without unpaired surrogates, got String"),
                Arguments.of("echo12", "a\ud83d", "value[1]: expected string without unpaired surrogates, got String"),
                Arguments.of("echo13", List.of(1), "value: expected list<u8> as byte[], got List12"),
                Arguments.of("echo15", new short[1], "value: expected list as java.util.List, got short[]"),
                Arguments.of("echo19", List.of("a", 7), "value[1]: expected string, got Integer 7"),
                Arguments.of("echo19", Collections.singletonList(null), "value[0]: expected string, got null"),
                Arguments.of("echo21", List.of(1, 2L), "value: expected record as Object[], got List12"),
                Arguments.of("echo21", new Object[] {1}, "value: expected record of 2 fields, got Integer 1"),
                Arguments.of("echo21", EchoTest.pair(256, 0), "value.first: expected u8, got Integer 256"),
                Arguments.of("echo25", new Object[] {1, 2}, "value.1: expected string, got Integer 2"),
                Arguments.of("echo27", "circle", "value: expected variant as VariantValue, got String"),
                Arguments.of(
                        "echo27", new VariantValue(7, null), "value: expected variant of 7 cases, got VariantValue"),
                Arguments.of("echo27", new VariantValue(1, "x"), "value(circle): expected f32, got String"),
                Arguments.of("echo27", new VariantValue(0, 1), "value(nothing): expected nothing, got Integer 1"),
                Arguments.of("echo29", 3, "value: expected enum of 3 cases, got Integer 3"),
                Arguments.of("echo31", fourth, "value: expected 3 flags, got Integer 4"),
                Arguments.of("echo34", Optional.of(1), "value(some): expected u32, got Integer 1"),
                Arguments.of("echo34", 1L, "value: expected option as java.util.Optional, got Long 1"),
                Arguments.of("echo38", ResultValue.ok(null), "value(ok): expected u8, got null"),
                Arguments.of("echo38", ResultValue.err("x"), "value(err): expected nothing, got String"),
                Arguments.of("echo23", wrongInside(), "value.wides[1].h.second: expected s64, got String"));
    }

    private static Object[] wrongInside() {
        Object[] wide = EchoTest.wide("x", Optional.empty());
        wide[7] = new Object[] {1, "two"};
        return new Object[] {"name", List.of(EchoTest.wide("y", Optional.empty()), wide), Optional.empty()};
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("wrongArguments")
    void aWrongArgumentIsNamedByItsPath(String function, Object value, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> INSTANCE.function(VALUES, function).call(new Object[] {value}))
                .withMessage(message);
        assertThat(INSTANCE.poisoned()).isFalse();
        assertThat(INSTANCE.function(VALUES, "echo2").call(5)).isEqualTo(5);
    }

    @Test
    void theNumberOfArgumentsIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> INSTANCE.function(VALUES, "echo2").call())
                .withMessage("expected 1 arguments for func(value: u8) -> u8, got 0");
    }

    @Test
    void anUnknownInterfaceOrFunctionIsToldWithWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> INSTANCE.function("test:echo/values@9.9.9", "echo2"))
                .withMessage("the component exports no interface test:echo/values@9.9.9; "
                        + "it exports [$root, test:echo/values@1.2.3, test:echo/telling@1.2.3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> INSTANCE.function(Component.ROOT, "thrice"))
                .withMessage("the interface $root has no function thrice; it has [twice]");
    }

    @Test
    void aListThatTheCallerKeepsIsNotTheListThatTheHostSees() {
        List<Object> list = new ArrayList<>(List.of("a"));
        Object back = INSTANCE.function(VALUES, "echo19").call(list);
        list.add("b");
        assertThat(back).isEqualTo(List.of("a"));
    }
}
