package dev.paxoswasm.role.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON;charset=utf-8",
                "application/json ; charset=\"UTF-8\"",
                "application/json;",
                "application/json; ;\tCharset=Utf-8"
            })
    void is_read_however_it_may_be_written(String field) {
        ContentType type = ContentType.parse(field);

        assertThat(type).isNotNull();
        assertThat(type.mediaType()).isEqualTo("application/json");
        assertThat(type.isUtf8()).isTrue();
        assertThat(type.isPlain()).isTrue();
    }

    @Test
    void parameters_may_be_quoted_and_escaped() {
        ContentType type = ContentType.parse("a/b; Odd=\"x;\\\"y\\\\\"; even=1");

        assertThat(type).isNotNull();
        assertThat(type.parameters()).isEqualTo(Map.of("odd", "x;\"y\\", "even", "1"));
        assertThat(type.isPlain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "application",
                "application/",
                "/json",
                " application/json",
                "application/json ",
                "app lication/json",
                "application /json",
                "application/ json",
                "application/json/x",
                "application/json,application/json",
                "application/json charset=utf-8",
                "application/json;charset=utf -8",
                "application/json;charset =utf-8",
                "application/json;charset= utf-8",
                "application/json;charset",
                "application/json;=utf-8",
                "application/json;charset=",
                "application/json;charset=\"utf-8",
                "application/json;charset=utf-8\"",
                "application/json;charset=\"utf-8\\\"",
                "application/json;charset=utf-8;charset=utf-8",
                "application/json;charset=utf-8;CHARSET=utf-16",
                "application/json;charset=\u00fctf",
                "application/j\u0000son",
                "application/json\r\n ;charset=utf-8"
            })
    void what_is_none_is_not_taken_for_one(String field) {
        assertThat(ContentType.parse(field)).isNull();
    }

    @Test
    void one_of_any_length_is_read_or_refused() {
        assertThat(ContentType.parse("a/b;c=\"" + "x".repeat(100_000) + "\"")).isNull();
    }
}
