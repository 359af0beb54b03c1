package dev.paxoswasm.composed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {

    @TempDir
    private Path directory;

    @Test
    void it_shows_a_round_and_the_log_after_a_restart_and_goes_on_where_it_was() throws IOException {
        Component component =
                Component.parse(Files.readAllBytes(Path.of("..", "components", "composed", "cluster.wasm")));
        String first = said(component, "one", "two");
        assertThat(first)
                .containsPattern("client 1 +-> proposer \\d +propose +1 value")
                .containsPattern("proposer \\d +-> acceptor \\d +prepare +ballot \\d+\\.\\d, from slot 1")
                .containsPattern("acceptor \\d +-> proposer \\d +promised +ballot \\d+\\.\\d, tells 0 values")
                .containsPattern("proposer \\d +-> acceptor \\d +accept +ballot \\d+\\.\\d, slot 1")
                .containsPattern("acceptor \\d +-> proposer \\d +accepted +ballot \\d+\\.\\d, slot 1")
                .containsPattern("acceptor \\d +-> learner \\d +learn +ballot \\d+\\.\\d, slot 1, with values")
                .containsPattern("'one' is chosen in slot 1 at ballot \\d+\\.\\d")
                .contains("made anew on the same data")
                .containsPattern(" 1\t\\d+\\.\\d\tone\n +2\t\\d+\\.\\d\ttwo\n")
                .containsPattern("'after the restart' is chosen in slot 3 ");
        assertThat(said(component, "three"))
                .containsPattern("chosen through slot 3")
                .containsPattern("'three' is chosen in slot 4 ")
                .containsPattern(" 3\t\\d+\\.\\d\tafter the restart\n +4\t\\d+\\.\\d\tthree\n");
    }

    private String said(Component component, String... values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Demo(component, directory, List.of(values), new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
