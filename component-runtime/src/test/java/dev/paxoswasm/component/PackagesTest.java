package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages depend on each other in one direction. */
class PackagesTest {

    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "paxoswasm", "component");

    /** Each uses those before it only. */
    private static final List<String> ORDER =
            List.of("type", "binary", "core", "abi", "shape", "validation", "link", "wasi", "recording");

    private static final Pattern IMPORT =
            Pattern.compile("^import (?:static )?dev\\.paxoswasm\\.component\\.([a-z]+)\\.", Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"type", "binary", "core", "abi", "shape", "validation", "link", "wasi", "recording"})
    void aPackageUsesThoseBeforeIt(String name) throws IOException {
        List<String> before = ORDER.subList(0, ORDER.indexOf(name) + 1);
        try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
            for (Path file : files.toList()) {
                List<String> used = imported(Files.readString(file), IMPORT);
                assertThat(before).as(file.toString()).containsAll(used);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "type", "binary", "abi", "shape", "validation", "link", "wasi", "recording"})
    void chicoryIsUsedInOnePackage(String name) throws IOException {
        try (Stream<Path> files = Files.list(SOURCES.resolve(name)).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("import com.dylibso");
            }
        }
    }

    private static List<String> imported(String source, Pattern pattern) {
        return pattern.matcher(source)
                .results()
                .map((MatchResult found) -> found.group(1))
                .distinct()
                .toList();
    }
}
