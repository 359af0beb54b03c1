package dev.paxoswasm.role.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.role.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What led to failures lies in files, of which there are not too many. */
@ExtendWith(OutputCaptureExtension.class)
class KeptRecordingsTest {

    @TempDir
    private Path folder;

    private static void keep(KeptRecordings kept, String cause, @Nullable String lost) {
        kept.keep("acceptor 1", cause, lost, () -> cause.getBytes(StandardCharsets.UTF_8));
    }

    private KeptRecordings kept(int maxFiles) {
        return KeptRecordings.in(folder.resolve("recordings").toString(), maxFiles);
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("recordings"))) {
            return files.sorted().map(KeptRecordingsTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_cause_is_kept_once_and_the_log_says_where(CapturedOutput output) throws IOException {
        KeptRecordings kept = kept(2);

        keep(kept, "a trap", null);
        keep(kept, "a trap", null);

        assertThat(contents()).containsExactly("a trap");
        assertThat(output).containsOnlyOnce("what led to 'a trap' is kept; ./paxos replay " + folder);
    }

    @Test
    void failures_that_follow_each_other_do_not_drive_out_the_first(CapturedOutput output) throws IOException {
        KeptRecordings kept = kept(2);

        for (String cause : List.of("one", "two", "three")) {
            keep(kept, cause, null);
        }

        assertThat(contents()).containsExactlyInAnyOrder("one", "two");
        assertThat(output).contains("no recording is kept of what led to 'three': 2 were within ten minutes");
    }

    @Test
    void the_oldest_of_earlier_runs_goes_and_what_was_not_finished() throws IOException {
        Path recordings = Files.createDirectory(folder.resolve("recordings"));
        for (String name : List.of("20200101-000000-000", "20210101-000000-000", "20220101-000000-000")) {
            Files.writeString(recordings.resolve(name + ".recording"), name);
        }
        Files.writeString(recordings.resolve("20230101-000000-000.recording-unfinished"), "cut");
        Files.writeString(recordings.resolve("notes.txt"), "of a person");

        keep(kept(3), "new", null);

        assertThat(contents())
                .containsExactlyInAnyOrder("20210101-000000-000", "20220101-000000-000", "new", "of a person");
    }

    @Test
    void what_cannot_be_kept_is_told_and_nothing_else_fails(CapturedOutput output) throws IOException {
        Files.writeString(folder.resolve("recordings"), "a file");

        keep(kept(2), "a trap", null);
        keep(kept(2), "a loop", "its state cannot be noted");

        assertThat(output)
                .contains("no recording is kept of what led to 'a trap', for " + folder)
                .contains("no recording is kept of what led to 'a loop': its state cannot be noted");
    }

    @Test
    void what_is_no_path_is_refused() {
        assertThatThrownBy(() -> KeptRecordings.in("a\0b", 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("paxos.recording.directory");
    }
}
