package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings in each encoding that a component may choose. */
class EncodingsTest {

    private final ComponentInstance instance =
            Component.parse(TestComponents.bytes("strings")).instantiate(Imports.none(), Limits.DEFAULT);

    private Object call(String function, Object... arguments) {
        return instance.function(Component.ROOT, function).call(arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "plain", "h\u00f6\u00ff", "\u2603", "h\u00f6\u2603\ud83c\udf70", "\u0000"})
    void aStringComesBackFromEach(String string) {
        assertThat(call("utf8", string)).isEqualTo(string);
        assertThat(call("utf16", string)).isEqualTo(string);
        assertThat(call("latin1-or-utf16", string)).isEqualTo(string);
    }

    @Test
    void aComponentIsToldTheLengthInUnitsOfItsEncoding() {
        assertThat(call("length-utf16", "h\u00f6\u2603\ud83c\udf70")).isEqualTo(5L);
        assertThat(call("length-latin1-or-utf16", "h\u00f6")).isEqualTo(2L);
        assertThat(call("length-latin1-or-utf16", "h\u2603")).isEqualTo(0x8000_0002L);
    }

    /** The sizes that realloc is called with, two digits each. */
    @ParameterizedTest
    @CsvSource({
        // Two strings as UTF-8
        "utf8-utf8, 0, 3, 3",
        "utf8-utf16, 0, 3, 604",
        "utf8-either, 0, 3, 302",
        "utf8-either, 16, 4, 40804",
        // As UTF-16
        "utf16-utf16, 32, 2, 4",
        "utf16-utf8, 32, 2, 20603",
        "utf16-either, 32, 2, 2",
        "utf16-either, 48, 2, 204",
        // The first as Latin-1, then both as UTF-16
        "either-either, 64, 2, 2",
        "either-utf16, 64, 2, 4",
        "either-utf8, 64, 2, 20403",
        "either-either, 32, 0x80000002, 402",
        "either-either, 48, 0x80000002, 4"
    })
    void aComponentIsAskedForRoomAsTheCanonicalAbiSays(String pair, long address, String length, long asked) {
        ComponentInstance transcoding =
                TestComponents.component("transcoding").instantiate(Imports.none(), Limits.DEFAULT);
        transcoding.function(Component.ROOT, pair).call(address, Long.decode(length));
        assertThat(transcoding.function(Component.ROOT, "asked").call()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"unpaired, a string that is not UTF-16", "odd, is not aligned to 2 bytes"})
    void whatIsNoStringTraps(String function, String reason) {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(function))
                .withMessageContaining(reason);
    }
}
