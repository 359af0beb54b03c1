package dev.paxoswasm.component.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WitTypeTest {

    @Test
    void typesPrintAsWit() {
        assertThat(WitType.list(WitType.U8)).hasToString("list<u8>");
        assertThat(WitType.record(WitType.field("round", WitType.U64), WitType.field("proposer", WitType.U32)))
                .hasToString("record { round: u64, proposer: u32 }");
        assertThat(WitType.variant(WitType.variantCase("no-op"), WitType.variantCase("command", WitType.STRING)))
                .hasToString("variant { no-op, command(string) }");
        assertThat(WitType.enumeration("a", "b")).hasToString("enum { a, b }");
        assertThat(WitType.flags("a", "b")).hasToString("flags { a, b }");
        assertThat(WitType.tuple(WitType.S8, WitType.CHAR)).hasToString("tuple<s8, char>");
        assertThat(WitType.option(WitType.BOOL)).hasToString("option<bool>");
        assertThat(WitType.result(null, null)).hasToString("result");
        assertThat(WitType.result(WitType.F32, null)).hasToString("result<f32>");
        assertThat(WitType.result(null, WitType.F64)).hasToString("result<_, f64>");
        assertThat(WitType.result(WitType.U16, WitType.S16)).hasToString("result<u16, s16>");
    }

    @Test
    void functionsPrintAsWit() {
        assertThat(FunctionType.of(List.of(), null)).hasToString("func()");
        assertThat(FunctionType.of(
                        List.of(WitType.field("a", WitType.S32), WitType.field("b", WitType.S64)), WitType.STRING))
                .hasToString("func(a: s32, b: s64) -> string");
    }

    @Test
    void typesAreEqualIfTheirStructureIs() {
        assertThat(WitType.record(WitType.field("a", WitType.list(WitType.U8))))
                .isEqualTo(WitType.record(WitType.field("a", WitType.list(WitType.U8))))
                .isNotEqualTo(WitType.record(WitType.field("b", WitType.list(WitType.U8))))
                .isNotEqualTo(WitType.tuple(WitType.list(WitType.U8)));
        assertThat(WitType.enumeration("a")).isNotEqualTo(WitType.flags("a"));
    }
}
