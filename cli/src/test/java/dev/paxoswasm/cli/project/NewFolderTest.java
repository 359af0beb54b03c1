package dev.paxoswasm.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.cli.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFolderTest {
    /** The second cannot be written where the first is. */
    private static final SortedMap<String, byte[]> AT_ODDS =
            new TreeMap<>(Map.of("a/b", new byte[] {1}, "a/b/c", new byte[] {2}));

    @TempDir
    private Path folder;

    @Test
    void where_one_file_cannot_be_written_none_is_left() {
        Path project = folder.resolve("some").resolve("where");
        NewFolder made = new NewFolder(project);

        assertThatThrownBy(() -> made.write(AT_ODDS, "build"))
                .isInstanceOf(Failure.class)
                .hasMessage("cannot write the project to " + project + ": " + project.resolve("a/b") + " is a file");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_folder_that_was_there_stays() {
        NewFolder made = new NewFolder(folder);

        assertThatThrownBy(() -> made.write(AT_ODDS, "build")).isInstanceOf(Failure.class);
        assertThat(folder).isEmptyDirectory();
    }
}
