package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Values of every type go from Java into a component made by wit-bindgen and wit-component, out again as arguments of
 * an import, back as its result, and out as the export's result.
 */
class EchoTest {

    private static final String VALUES = "test:echo/values@1.2.3";
    private static final Component ECHO = TestComponents.component("echo");

    private final List<Object[]> seenByHost = new ArrayList<>();
    private ComponentInstance instance;

    @BeforeEach
    void instantiate() {
        Imports.Builder imports = Imports.builder().function(Component.ROOT, "log", arguments -> {
            seenByHost.add(arguments);
            return null;
        });
        ECHO.type()
                .importedInterfaces()
                .get(VALUES)
                .forEach((name, type) -> imports.function(VALUES, name, type, arguments -> answer(name, arguments)));
        instance = ECHO.instantiate(imports.build(), TestComponents.PATIENT);
    }

    private Object answer(String name, Object[] arguments) {
        seenByHost.add(arguments);
        return switch (name) {
            case "nothing" -> null;
            case "swap" -> new Object[] {arguments[2], arguments[1], arguments[0]};
            case "sum" ->
                ((List<?>) arguments[0]).stream().mapToLong(each -> (Long) each).sum();
            default -> arguments[arguments.length - 1];
        };
    }

    private Object call(String name, Object... arguments) {
        return instance.function(VALUES, name).call(arguments);
    }

    static Object[] pair(int first, long second) {
        return new Object[] {first, second};
    }

    static Object[] wide(String text, Optional<Integer> symbol) {
        return new Object[] {
            true,
            -32768,
            Float.MIN_VALUE,
            text,
            new byte[] {0, -1, 7},
            symbol,
            -1L,
            pair(255, Long.MIN_VALUE),
            new Object[] {9, Math.PI, text + "!"}
        };
    }

    static Object[] deep(int wides) {
        return new Object[] {
            "größer ✓ 🦀",
            IntStream.range(0, wides)
                    .mapToObj(i -> wide("no. " + i, Optional.of(0x1f980)))
                    .toList(),
            Optional.of(List.of(pair(1, 2), pair(3, 4)))
        };
    }

    static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        IntStream.of(set).forEach(bits::set);
        return bits;
    }

    static List<Object> shapes() {
        return List.of(
                new VariantValue(0, null),
                new VariantValue(1, -0.5f),
                new VariantValue(2, "label"),
                new VariantValue(3, -1L),
                new VariantValue(4, new Object[] {1.5, Double.NEGATIVE_INFINITY}),
                new VariantValue(5, 200),
                new VariantValue(6, pair(1, -1)));
    }

    static Stream<Arguments> valuesOfEveryType() {
        return Stream.of(
                        values(0, true, false),
                        values(1, -128, 127, 0),
                        values(2, 0, 255),
                        values(3, -32768, 32767),
                        values(4, 0, 65535),
                        values(5, Integer.MIN_VALUE, Integer.MAX_VALUE),
                        values(6, 0L, 0xffffffffL, 0x80000000L),
                        values(7, Long.MIN_VALUE, Long.MAX_VALUE),
                        values(8, 0L, -1L, Long.MIN_VALUE),
                        values(9, 0f, -0f, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN),
                        values(10, 0d, -0d, Double.MIN_VALUE, Double.NaN),
                        values(11, (int) 'a', 0x10ffff, 0xd7ff, 0xe000, 0),
                        values(12, "", "ascii", "äöü ß", "日本語", "🦀🙂", "\0", "\ufffd", "x".repeat(300_000)),
                        values(13, new byte[0], new byte[] {1, -1, 0}, new byte[1_000_000]),
                        values(14, List.of(), List.of(true, false, true)),
                        values(15, List.of(-1, 32767)),
                        values(16, List.of(-1L, 0L, Long.MIN_VALUE)),
                        values(17, List.of(1f, -2.5f)),
                        values(18, List.of((int) 'x', 0x1f980)),
                        values(19, List.of("a", "", "🦀"), List.of()),
                        values(20, List.of(new byte[] {1}, new byte[0], new byte[70_000])),
                        values(21, (Object) pair(7, -7)),
                        values(22, wide("text", Optional.empty()), wide("", Optional.of(0x1f980))),
                        values(23, deep(0), deep(3)),
                        values(24, List.of(wide("a", Optional.empty()), wide("b", Optional.of(65)))),
                        values(25, (Object) new Object[] {1, "one"}),
                        values(26, (Object) new Object[] {true}),
                        values(27, shapes().toArray()),
                        values(28, shapes(), List.of()),
                        values(29, 0, 1, 2),
                        values(30, List.of(2, 1, 0)),
                        values(31, bits(), bits(0, 2)),
                        values(32, bits(), bits(0, 7, 8, 11)),
                        values(33, bits(), bits(0, 15, 16, 31)),
                        values(34, Optional.empty(), Optional.of(0xffffffffL)),
                        values(35, Optional.empty(), Optional.of(Optional.empty()), Optional.of(Optional.of("in"))),
                        values(36, Optional.empty(), Optional.of(new VariantValue(2, "in"))),
                        values(37, ResultValue.ok(null), ResultValue.err(null)),
                        values(38, ResultValue.ok(255), ResultValue.err(null)),
                        values(39, ResultValue.ok(null), ResultValue.err("no")),
                        values(40, ResultValue.ok(1.25f), ResultValue.err(-1L)),
                        values(41, ResultValue.ok(List.of(deep(1), deep(2))), ResultValue.err(2)))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> values(int function, Object... values) {
        return Stream.of(values).map(value -> Arguments.of("echo" + function, value));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("valuesOfEveryType")
    void aValueComesBackAsItWent(String function, Object value) {
        assertThat(call(function, value)).usingComparator(EchoTest::compare).isEqualTo(value);
        assertThat(seenByHost).hasSize(1);
        assertThat(seenByHost.getFirst()[0]).usingComparator(EchoTest::compare).isEqualTo(value);
    }

    /** Arrays by their parts, floats by their bits. */
    private static int compare(Object one, Object other) {
        return flattened(one).equals(flattened(other)) ? 0 : 1;
    }

    private static Object flattened(Object value) {
        return switch (value) {
            case byte[] bytes -> List.of("bytes", Arrays.hashCode(bytes), bytes.length);
            case Object[] parts -> Stream.of(parts).map(EchoTest::flattened).toList();
            case List<?> list -> list.stream().map(EchoTest::flattened).toList();
            case VariantValue(int index, Object payload) when payload != null -> List.of(index, flattened(payload));
            case Optional<?> option when option.isPresent() -> List.of("some", flattened(option.get()));
            case ResultValue.Ok(Object payload) when payload != null -> List.of("ok", flattened(payload));
            default -> value;
        };
    }

    static List<Arguments> valuesAsRustSeesThem() {
        return List.of(
                Arguments.of("tell2", 200, "200"),
                Arguments.of("tell3", -2, "-2"),
                Arguments.of("tell6", 0xfffffffeL, "4294967294"),
                Arguments.of("tell8", -1L, "18446744073709551615"),
                Arguments.of("tell9", -0.1f, "-0.1"),
                Arguments.of("tell11", 0x1f980, "'🦀'"),
                Arguments.of("tell19", List.of("a", "ß"), "[\"a\", \"ß\"]"),
                Arguments.of(
                        "tell22",
                        wide("x", Optional.of(0x41)),
                        "Wide { a: true, b: -32768, c: 1e-45, d: \"x\", e: [0, 255, 7], f: Some('A'), "
                                + "g: 18446744073709551615, h: Pair { first: 255, second: -9223372036854775808 }, "
                                + "i: (9, 3.141592653589793, \"x!\") }"),
                Arguments.of(
                        "tell23",
                        deep(0),
                        "Deep { name: \"größer ✓ 🦀\", wides: [], "
                                + "more: Some([Pair { first: 1, second: 2 }, Pair { first: 3, second: 4 }]) }"),
                Arguments.of("tell25", new Object[] {7, "seven"}, "(7, \"seven\")"),
                Arguments.of("tell27", new VariantValue(0, null), "Shape::Nothing"),
                Arguments.of("tell27", new VariantValue(1, -0.5f), "Shape::Circle(-0.5)"),
                Arguments.of("tell27", new VariantValue(3, -1L), "Shape::Square(18446744073709551615)"),
                Arguments.of("tell27", new VariantValue(4, new Object[] {1.5, -2.5}), "Shape::Point((1.5, -2.5))"),
                Arguments.of("tell27", new VariantValue(5, 200), "Shape::Small(200)"),
                Arguments.of("tell27", new VariantValue(6, pair(1, -1)), "Shape::Both(Pair { first: 1, second: -1 })"),
                Arguments.of(
                        "tell28",
                        List.of(new VariantValue(2, "l"), new VariantValue(4, new Object[] {0.5, 2d})),
                        "[Shape::Label(\"l\"), Shape::Point((0.5, 2.0))]"),
                Arguments.of("tell29", 2, "Color { code: 2, name: \"dark-blue\", message: \"\" }"),
                Arguments.of("tell32", bits(0, 7, 8, 11), "Some(F0 | F7 | F8 | F11)"),
                Arguments.of("tell33", bits(0, 15, 16, 31), "Many(G0 | G15 | G16 | G31)"),
                Arguments.of("tell35", Optional.of(Optional.empty()), "Some(None)"),
                Arguments.of("tell36", Optional.of(new VariantValue(2, "in")), "Some(Shape::Label(\"in\"))"),
                Arguments.of("tell38", ResultValue.ok(255), "Ok(255)"),
                Arguments.of("tell38", ResultValue.err(null), "Err(())"),
                Arguments.of("tell39", ResultValue.err("no"), "Err(\"no\")"),
                Arguments.of("tell40", ResultValue.ok(1.25f), "Ok(1.25)"),
                Arguments.of("tell40", ResultValue.err(-2L), "Err(18446744073709551614)"),
                Arguments.of("tell41", ResultValue.err(1), "Err(Color { code: 1, name: \"green\", message: \"\" })"));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("valuesAsRustSeesThem")
    void theComponentSeesTheValueThatWasMeant(String function, Object value, String told) {
        assertThat(instance.function("test:echo/telling@1.2.3", function).call(new Object[] {value}))
                .isEqualTo(told);
    }

    @Test
    void everyFunctionOfTheInterfaceIsTried() {
        long tried = valuesOfEveryType().map(each -> each.get()[0]).distinct().count();
        long echoes = ECHO.type().exportedInterfaces().get(VALUES).keySet().stream()
                .filter(name -> name.startsWith("echo"))
                .count();
        assertThat(tried).isEqualTo(echoes);
    }

    @Test
    void severalParametersKeepTheirPlaces() {
        Object[] swapped = (Object[]) call("swap", "text", 7L, new byte[] {1, 2});
        assertThat(swapped).containsExactly(new byte[] {1, 2}, 7L, "text");
    }

    @Test
    void seventeenParametersGoThroughMemory() {
        Object[] arguments = {
            255,
            -128,
            65535,
            -32768,
            0xffffffffL,
            Integer.MIN_VALUE,
            -1L,
            Long.MIN_VALUE,
            1.5f,
            -2.5,
            true,
            0x1f980,
            1,
            2,
            3,
            4,
            "seventeen"
        };
        assertThat(call("seventeen", arguments)).isEqualTo("seventeen");
        assertThat(seenByHost.getFirst()).containsExactly(arguments);
    }

    @Test
    void sixteenFlatParametersAndAPlaceForTheResultGoWithoutMemory() {
        Object[] arguments = {
            255,
            -128,
            65535,
            -32768,
            0xffffffffL,
            Integer.MIN_VALUE,
            -1L,
            Long.MIN_VALUE,
            1.5f,
            -2.5,
            false,
            0x1f980,
            1,
            2,
            "sixteen"
        };
        assertThat(call("sixteen", arguments)).isEqualTo("sixteen");
        assertThat(seenByHost.getFirst()).containsExactly(arguments);
    }

    @Test
    void aFunctionMayHaveNeitherParametersNorResult() {
        assertThat(call("nothing")).isNull();
        assertThat(seenByHost).containsExactly(new Object[0]);
    }

    @Test
    void aLargeListOfNumbersIsLifted() {
        List<Long> numbers = IntStream.range(0, 100_000).mapToObj(i -> (long) i).toList();
        assertThat(call("sum", numbers)).isEqualTo(4_999_950_000L);
    }

    @Test
    void functionsOfTheWorldItselfStandUnderTheRoot() {
        assertThat(instance.function(Component.ROOT, "twice").call("ha")).isEqualTo("haha");
        assertThat(seenByHost.getFirst()).containsExactly("ha");
        assertThat(ECHO.type().exportedInterfaces().get(Component.ROOT))
                .containsExactly(Map.entry(
                        "twice", FunctionType.of(List.of(WitType.field("text", WitType.STRING)), WitType.STRING)));
    }

    @Test
    void typesAreTheOnesOfTheSource() {
        assertThat(instance.function(VALUES, "echo41").type().result())
                .hasToString(
                        "result<list<record { name: string, wides: list<record { a: bool, b: s16, c: f32, d: string, "
                                + "e: list<u8>, f: option<char>, g: u64, h: record { first: u8, second: s64 }, "
                                + "i: tuple<u8, f64, string> }>, more: option<list<record { first: u8, second: s64 }>> }>, "
                                + "enum { red, green, dark-blue }>");
        assertThat(instance.function(VALUES, "echo27").type().result())
                .isEqualTo(WitType.variant(
                        WitType.variantCase("nothing"),
                        WitType.variantCase("circle", WitType.F32),
                        WitType.variantCase("label", WitType.STRING),
                        WitType.variantCase("square", WitType.U64),
                        WitType.variantCase("point", WitType.tuple(WitType.F64, WitType.F64)),
                        WitType.variantCase("small", WitType.U8),
                        WitType.variantCase(
                                "both",
                                WitType.record(
                                        WitType.field("first", WitType.U8), WitType.field("second", WitType.S64)))));
    }

    @Test
    void aListThatIsLongerThanTheHostTakesTrapsBeforeTheHostSeesIt() {
        Imports.Builder imports = Imports.builder().function(Component.ROOT, "log", arguments -> null);
        ECHO.type()
                .importedInterfaces()
                .get(VALUES)
                .forEach((name, type) -> imports.function(VALUES, name, type, arguments -> answer(name, arguments)));
        instance = ECHO.instantiate(imports.boundLists(VALUES, 3).build(), TestComponents.PATIENT);

        assertThat(call("echo16", List.of(1L, 2L, 3L))).isEqualTo(List.of(1L, 2L, 3L));
        assertThat(call("echo13", new byte[] {1, 2, 3, 4})).isEqualTo(new byte[] {1, 2, 3, 4});
        seenByHost.clear();
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call("echo16", List.of(1L, 2L, 3L, 4L)))
                .withMessageContaining("the component passes a list of 4 elements where at most 3 are allowed");
        assertThat(seenByHost).isEmpty();
    }
}
