package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No component ends a JVM with a small heap, nor the stopping of calls in it. */
@Timeout(300)
class SmallHeapTest {

    @Test
    void aComponentThatPassesOutTooMuchDoesNotFillTheHeap() throws Exception {
        run("hoards", "-Xmx256m", "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void noBinaryFillsTheHeapWhenItIsParsed() throws Exception {
        run("parses", "-Xmx320m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    }

    @Test
    void callsAreStoppedAtTheirDeadlineAfterOthersFilledTheHeap() throws Exception {
        run("fills", "-Xmx48m");
    }

    private static void run(String what, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SmallHeap.class.getName(), what));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
