package dev.paxoswasm.component.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official tests of the Component Model and of wasmtime, if there are checkouts of them: {@code
 * -Dcomponent.suite=DIR,DIR -Dwasm.tools=PROGRAM}. What they measure stands in this module's README, and is written
 * there by {@code -Dcomponent.suite.write=true}.
 */
class OfficialSuiteTest {

    private static final String CHECKOUTS = System.getProperty("component.suite", "");
    private static final String TOOL = System.getProperty("wasm.tools", "wasm-tools");
    private static final boolean WRITE = Boolean.getBoolean("component.suite.write");
    private static final String LIST = System.getProperty("component.suite.list", "");
    private static final String ONLY = System.getProperty("component.suite.only", "");

    private static final Path README = Path.of("README.md");
    private static final String START = "<!-- written by OfficialSuiteTest -->\n";
    private static final String END = "<!-- end -->\n";

    /** Where the tests lie in a checkout of either. */
    private static final List<String> FOLDERS = List.of("test", "tests/misc_testsuite/component-model");

    @TempDir
    Path scratch;

    @Test
    void theReadmeSaysWhatTheOfficialSuiteMeasures() throws Exception {
        assumeTrue(
                !CHECKOUTS.isEmpty(),
                "skipped: name checkouts of WebAssembly/component-model and of wasmtime with -Dcomponent.suite=DIR,DIR,"
                        + " and the official tool with -Dwasm.tools=PROGRAM");
        SuiteTable table = new SuiteTable();
        for (String checkout : CHECKOUTS.split(",", -1)) {
            for (Path wast : tests(Path.of(checkout))) {
                run(Path.of(checkout), wast, table);
            }
        }
        if (!LIST.isEmpty()) {
            Files.write(Path.of(LIST), table.notPassed());
        }
        String readme = Files.readString(README);
        int start = readme.indexOf(START) + START.length();
        int end = readme.indexOf(END, start);
        if (WRITE) {
            Files.writeString(README, readme.substring(0, start) + table.markdown() + readme.substring(end));
        } else if (ONLY.isEmpty()) {
            assertThat(table.markdown())
                    .as("the table of the README; -Dcomponent.suite.write=true writes it anew")
                    .isEqualTo(readme.substring(start, end));
        }
    }

    private static List<Path> tests(Path checkout) {
        return FOLDERS.stream()
                .map(checkout::resolve)
                .filter(Files::isDirectory)
                .flatMap(OfficialSuiteTest::below)
                .filter(path ->
                        path.toString().endsWith(".wast") && path.toString().contains(ONLY))
                .sorted()
                .toList();
    }

    private static Stream<Path> below(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(Path checkout, Path wast, SuiteTable table) throws Exception {
        OfficialTool tool = new OfficialTool(TOOL);
        String name = checkout.relativize(wast).toString();
        Path folder = Files.createDirectories(scratch.resolve(name));
        Path json = folder.resolve("commands.json");
        String directory = checkout.relativize(wast.getParent()).toString();
        String unreadable = tool.convert(wast, json);
        if (!unreadable.isEmpty()) {
            table.add(directory, Verdict.BEYOND, name, unreadable);
            return;
        }
        new SuiteRun(tool, wast, folder)
                .run(
                        JsonMapper.shared().readTree(Files.readAllBytes(json)),
                        (line, verdict, why) -> table.add(directory, verdict, name + ":" + line, why));
    }
}
