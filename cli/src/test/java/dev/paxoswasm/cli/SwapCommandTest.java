package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapCommandTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b/acceptor.wasm, acceptor",
        "mine-1.2_x.wasm, mine-1.2_x",
        "two words & more.wasm, two-words---more",
        "a+b.wasm.wasm, a-b.wasm",
        ".wasm, component"
    })
    void a_component_is_called_as_its_file(String file, String name) {
        assertThat(SwapCommand.nameOf(Path.of(file))).isEqualTo(name);
    }

    @Test
    void a_long_name_is_cut() {
        assertThat(SwapCommand.nameOf(Path.of("a".repeat(200) + ".wasm"))).isEqualTo("a".repeat(64));
    }
}
