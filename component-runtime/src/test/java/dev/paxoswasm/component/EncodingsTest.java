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

    @ParameterizedTest
    @CsvSource({"unpaired, a string that is not UTF-16", "odd, is not aligned to 2 bytes"})
    void whatIsNoStringTraps(String function, String reason) {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(function))
                .withMessageContaining(reason);
    }
}
