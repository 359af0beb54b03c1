package dev.paxoswasm.wit.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paxoswasm.wit.WitFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample's generated code, compiled as strictly as javac can, and run. */
class GeneratedCodeTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void compilesWithoutAnyWarning(boolean http) throws IOException {
        assertThat(compile(
                        http
                                ? WitFiles.generate(WitFiles.SAMPLE, "sample:shop/shop")
                                : WitFiles.generate(WitFiles.SAMPLE)))
                .isEmpty();
    }

    @Test
    void checksValuesAndWritesThemInBytes() throws Exception {
        compileWith(WitFiles.generate(WitFiles.SAMPLE), "SampleCheck");
        run("SampleCheck");
    }

    /** The runtime's test component, whose WIT has every type of value. */
    @Test
    void valuesOfEveryTypePassAsTheRuntimesGenericOnesDo() throws Exception {
        Path runtime = Path.of("..", "component-runtime", "src", "test");
        String wit = Files.readString(runtime.resolve("components/rust/echo/wit/echo.wit"));
        Path folder = Files.createDirectory(this.folder.resolve("wit"));
        WitFiles.write(folder, "echo.wit", wit.substring(0, wit.indexOf("\nworld ")));
        compileWith(WitFiles.generate(folder), "EchoCheck", "GenericValues");
        run("EchoCheck", runtime.resolve("resources/components/echo.wasm").toString());
    }

    /** The runtime's test component that uses resources of the host and has one of its own. */
    @Test
    void resourcesAreObjectsOnEitherSide() throws Exception {
        Path runtime = Path.of("..", "component-runtime", "src", "test");
        compileWith(WitFiles.generate(runtime.resolve("components/rust/depot/wit")), "DepotCheck");
        run("DepotCheck", runtime.resolve("resources/components/depot.wasm").toString());
    }

    static Stream<Arguments> otherWorlds() {
        return Stream.of(
                arguments(
                        "live: func() -> u32;",
                        "live: func() -> u64; dead: func();",
                        "0.1.0: it has another type: of the exported function live of test:depot/counters@0.1.0, the"
                                + " result is u32, not u64; it does not export dead of test:depot/counters@0.1.0"),
                arguments(
                        "total: func(files: list<borrow<file>>) -> u32;",
                        "",
                        "0.1.0: it imports total of test:depot/store@0.1.0, which the world does not offer"),
                arguments(
                        "package test:depot@0.1.0;",
                        "package test:depot@0.2.0;",
                        "0.2.0: it does not export test:depot/counters@0.2.0 ([constructor]counter,"
                                + " [method]counter.value, [method]counter.add, [method]counter.exceeds,"
                                + " [static]counter.merged, [method]counter.close, live, largest, paired, swapped,"
                                + " work,"
                                + " found-lines, search, sign, keep, give-back, fail), but test:depot/counters@0.1.0;"
                                + " it"
                                + " imports test:depot/store@0.1.0 ([constructor]file, [method]file.append,"
                                + " [method]file.lines, [static]file.merged, find, total), which the world does not"
                                + " offer, but test:depot/store@0.2.0"));
    }

    @ParameterizedTest
    @MethodSource("otherWorlds")
    void aComponentOfAnotherWorldIsToldWhatDiffers(String written, String instead, String message) throws Exception {
        Path runtime = Path.of("..", "component-runtime", "src", "test");
        String wit = Files.readString(runtime.resolve("components/rust/depot/wit/depot.wit"));
        Path folder = Files.createDirectory(this.folder.resolve("wit"));
        WitFiles.write(folder, "depot.wit", wit.replace(written, instead));
        compileWith(WitFiles.generate(folder), "MismatchCheck");
        run(
                "MismatchCheck",
                runtime.resolve("resources/components/depot.wasm").toString(),
                "the component does not fit world test:depot/depot@" + message);
    }

    private void compileWith(Map<String, String> generated, String... checks) throws IOException {
        Map<String, String> sources = new HashMap<>(generated);
        for (String check : checks) {
            Path text = Path.of("src", "test", "resources", "check", check + ".java.txt");
            sources.put("check/" + check + ".java", Files.readString(text));
        }
        assertThat(compile(sources)).isEmpty();
    }

    private void run(String check, String... arguments) throws Exception {
        URL[] classes = {folder.resolve("classes").toUri().toURL()};
        Class<?>[] types = Collections.nCopies(arguments.length, String.class).toArray(Class<?>[]::new);
        try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            loader.loadClass("check." + check).getMethod("run", types).invoke(null, (Object[]) arguments);
        }
    }

    /** What the compiler says. */
    private String compile(Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xlint:all,-processing,-classfile,-serial,-path",
                "-Werror",
                "-proc:none",
                "-d",
                folder.resolve("classes").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            WitFiles.write(folder, source.getKey(), source.getValue());
            arguments.add(folder.resolve(source.getKey()).toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = arguments.stream()
                    .filter(argument -> !argument.endsWith(".java"))
                    .toList();
            var units = manager.getJavaFileObjectsFromStrings(arguments.stream()
                    .filter(argument -> argument.endsWith(".java"))
                    .toList());
            compiler.getTask(said, manager, null, options, null, units).call();
        }
        return said.toString();
    }
}
