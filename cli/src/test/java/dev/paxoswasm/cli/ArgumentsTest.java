package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void text_is_taken_whatever_its_letters() {
        assertThat(Arguments.complaint(new String[] {"propose", "grüße € 日本 🦊", "?"}))
                .isEmpty();
    }

    @Test
    void what_the_jvm_could_not_read_is_named_by_its_place() {
        assertThat(Arguments.complaint(new String[] {"propose", "gr\uFFFDe"}).orElseThrow())
                .startsWith("argument 2, 'gr\uFFFDe', cannot be read as ")
                .contains("LC_ALL=C.UTF-8", "--file");
    }
}
