package dev.paxoswasm.component.type;

import static dev.paxoswasm.component.type.WitType.field;
import static dev.paxoswasm.component.type.WitType.variantCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where two types differ is told, and handles are of what stands in their place. */
class TypeComparisonTest {

    private static final ResourceType FILE = new ResourceType("file");
    private static final ResourceType SOCKET = new ResourceType("socket");

    private static FunctionType taking(WitType parameter) {
        return FunctionType.of(List.of(field("request", parameter)), null);
    }

    private static FunctionType answering(@Nullable WitType result) {
        return FunctionType.of(List.of(), result);
    }

    private static @Nullable String difference(FunctionType wanted, FunctionType met) {
        return TypeComparison.pairing(new HashMap<>()).difference(wanted, met);
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                arguments(taking(WitType.U64), taking(WitType.U32), "request is u32, not u64"),
                arguments(taking(WitType.U64), answering(null), "request is missing"),
                arguments(answering(null), taking(WitType.U64), "request is too much"),
                arguments(
                        FunctionType.of(List.of(field("a", WitType.U8)), null),
                        FunctionType.of(List.of(field("b", WitType.U8)), null),
                        "b stands where a is wanted"),
                arguments(answering(WitType.U8), answering(null), "the result is nothing, not u8"),
                arguments(answering(null), answering(WitType.U8), "the result is u8, not nothing"),
                arguments(
                        taking(WitType.list(WitType.record(field("at", WitType.option(WitType.U8))))),
                        taking(WitType.list(WitType.record(field("at", WitType.option(WitType.S8))))),
                        "request[].at/some is s8, not u8"),
                arguments(
                        taking(WitType.record(field("a", WitType.U8), field("b", WitType.U8))),
                        taking(WitType.record(field("a", WitType.U8))),
                        "request.b is missing"),
                arguments(
                        taking(WitType.variant(variantCase("a"), variantCase("b", WitType.U8))),
                        taking(WitType.variant(variantCase("a"), variantCase("b"))),
                        "request/b is nothing, not u8"),
                arguments(
                        answering(WitType.result(WitType.U8, WitType.STRING)),
                        answering(WitType.result(WitType.U8, WitType.CHAR)),
                        "the result/err is char, not string"),
                arguments(
                        taking(WitType.tuple(WitType.U8, WitType.U8)),
                        taking(WitType.tuple(WitType.U8, WitType.U16)),
                        "request.1 is u16, not u8"),
                arguments(
                        taking(WitType.enumeration("a")),
                        taking(WitType.enumeration("b")),
                        "request is enum { b }, not enum { a }"),
                arguments(
                        taking(WitType.own(FILE)),
                        taking(WitType.borrow(FILE)),
                        "request is borrow<file>, not own<file>"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void theFirstDifferenceIsToldWithItsPlace(FunctionType wanted, FunctionType met, String difference) {
        assertThat(difference(wanted, met)).isEqualTo(difference);
        assertThat(difference(wanted, wanted)).isNull();
    }

    @Test
    void aResourceTypeMeansOneOtherThroughout() {
        FunctionType two = answering(WitType.tuple(WitType.own(FILE), WitType.own(FILE)));
        FunctionType mixed = answering(WitType.tuple(WitType.own(SOCKET), WitType.own(FILE)));
        FunctionType renamed = answering(WitType.tuple(WitType.own(SOCKET), WitType.own(SOCKET)));
        assertThat(difference(two, renamed)).isNull();
        assertThat(difference(two, mixed)).isEqualTo("the result.1 is of another resource type than this file");
        assertThat(difference(mixed, two)).isEqualTo("the result.1 is of another resource type than this file");
    }
}
