package dev.paxoswasm.wit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.wit.java.JavaOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(0);

    @TempDir
    Path target;

    private OutputFolder output;
    private Path root;

    @BeforeEach
    void writeTwoFiles() throws IOException {
        root = target.resolve("wit");
        output = new OutputFolder(root);
        output.replace(Map.of("a/A.java", "class A {}", "b/B.java", "class B {}"), "inputs");
    }

    @Test
    void isUpToDateUntilTheInputsOrTheFilesChange() throws IOException {
        assertThat(output.isMadeFrom("inputs")).isTrue();
        assertThat(output.isMadeFrom("other inputs")).isFalse();

        Files.writeString(root.resolve("a/A.java"), "class A { int edited; }");
        assertThat(output.isMadeFrom("inputs")).isFalse();
    }

    @Test
    void isNotUpToDateWithAFileMissing() throws IOException {
        Files.delete(root.resolve("b/B.java"));

        assertThat(output.isMadeFrom("inputs")).isFalse();
    }

    @Test
    void deletesWhatIsNoLongerGenerated() throws IOException {
        output.replace(Map.of("a/A.java", "class A {}"), "inputs");

        assertThat(root.resolve("b")).doesNotExist();
        assertThat(output.isMadeFrom("inputs")).isTrue();
    }

    @Test
    void leavesAFileAloneThatStaysAsItIs() throws IOException {
        Files.setLastModifiedTime(root.resolve("a/A.java"), LONG_AGO);
        Files.setLastModifiedTime(root.resolve("b/B.java"), LONG_AGO);

        output.replace(Map.of("a/A.java", "class A {}", "b/B.java", "class B { int x; }"), "other inputs");

        assertThat(Files.getLastModifiedTime(root.resolve("a/A.java"))).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(root.resolve("b/B.java"))).isNotEqualTo(LONG_AGO);
    }

    @Test
    void theFingerprintTellsContentNamesAndConfigurationApart() throws IOException {
        Path file = Files.writeString(target.resolve("a.wit"), "package a:b;");
        String before = Fingerprint.of(target, List.of(file), "x");

        assertThat(Fingerprint.of(target, List.of(file), "x")).isEqualTo(before);
        assertThat(Fingerprint.of(target, List.of(file), "y")).isNotEqualTo(before);
        Path other = Files.writeString(target.resolve("b.wit"), "package a:b;");
        assertThat(Fingerprint.of(target, List.of(other), "x")).isNotEqualTo(before);
        Files.writeString(file, "package a:c;");
        assertThat(Fingerprint.of(target, List.of(file), "x")).isNotEqualTo(before);
    }

    @Test
    void theTextOfTheOptionsIsTheSameInEveryRun() {
        JavaOptions options = new JavaOptions(
                "p", Set.of("c:c/c", "a:a/a", "b:b/b"), List.of("text/plain"), 9, Set.of("z", "y", "x"));

        assertThat(options)
                .hasToString("JavaOptions[basePackage=p, httpInterfaces=[a:a/a, b:b/b, c:c/c], mediaTypes=[text/plain],"
                        + " largestInteger=9, fromZero=[x, y, z]]");
    }
}
