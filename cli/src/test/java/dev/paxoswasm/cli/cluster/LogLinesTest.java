package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLinesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void gives_lines_once_and_only_when_they_are_complete() throws IOException {
        Path file = folder.resolve("log");
        LogLines lines = new LogLines(file, 0);
        assertThat(lines.next()).isEmpty();

        Files.writeString(file, "one\ntw");
        assertThat(lines.next()).containsExactly("one");

        Files.writeString(file, "o\nthree\n", StandardOpenOption.APPEND);
        assertThat(lines.next()).containsExactly("two", "three");
        assertThat(lines.next()).isEmpty();
    }

    @Test
    void begins_anew_in_a_file_that_was_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "a long line of before\n");
        LogLines lines = new LogLines(file, Files.size(file));

        Files.writeString(file, "new\n");

        assertThat(lines.next()).containsExactly("new");
    }

    @Test
    void the_last_lines_do_not_reach_before_the_position_given() throws IOException {
        Path file = Files.writeString(folder.resolve("log"), "old\n");
        long start = Files.size(file);
        Files.write(file, Collections.nCopies(30, "new"), StandardOpenOption.APPEND);

        assertThat(LogLines.last(20, file, start)).hasSize(20).containsOnly("new");
        assertThat(LogLines.last(50, file, start)).hasSize(30).containsOnly("new");
    }
}
