package dev.paxoswasm.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paxoswasm.wit.model.WitFolder;
import dev.paxoswasm.wit.syntax.WitParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** WIT that is wrong or not supported, and the whole message. */
class BadWitTest {

    private static final String ITEMS = "`use`, `type`, `record`, `variant`, `enum`, `flags`, `resource` and functions";
    private static final String TYPES = "bool, integers, floats, char, string, list, option, result, tuple, record,"
            + " variant, enum, flags, resources, own, borrow and aliases of them";

    private static final Path INTERFACES = Path.of("..", "interfaces");

    /** How many characters are torn out of the middle. */
    private static final int GAP = 7;

    @TempDir
    Path folder;

    static Stream<Arguments> files() {
        return Stream.of(
                arguments("", "1:1: no file of this folder says its package, as in `package wasi:http@0.2.0;`"),
                arguments("package a;", "1:10: expected `:` after the namespace of the package, met `;`"),
                arguments("package a:b@1;", "1:13: expected a version such as `0.1.0`, met `1`"),
                arguments("package a:b@01.2.3;", "1:13: expected a version such as `0.1.0`, met `01.2.3`"),
                arguments("package a:b", "1:12: expected `;` after the package, met the end of the file"),
                arguments(
                        "package a:b { }",
                        "1:13: met a nested package, which is not supported; supported are one package a file,"
                                + " `package a:b;`"),
                arguments(
                        "package a:b;\npackage a:c;",
                        "2:1: met `package` again; it stands once, at the top of the file"),
                arguments(
                        "package a:b;\nuse c:d/e;",
                        "2:1: met `use` outside an interface, which is not supported; supported are `package`,"
                                + " `interface` and `world` at the top of a file"),
                arguments("package a:b;\nrecord r {}", "2:1: expected `interface` or `world`, met `record`"),
                arguments("package a:b;\n/* open", "2:1: this comment has no end; `*/` ends it"),
                arguments("package a:b;\n#", "2:1: met the character `#` (U+0023), which WIT has no use for here"),
                arguments("package a:b;\n\u0007", "2:1: met the character (U+0007), which WIT has no use for here"),
                arguments(
                        "package a:b;\ninterface i_x {}",
                        "2:11: `i_x` is no WIT name: words of letters and digits joined by single hyphens, each word"
                                + " all"
                                + " lower case or all upper case, the first one beginning with a letter, as in"
                                + " `node-id`"),
                arguments(
                        "package a:b;\ninterface nodeId {}",
                        "2:11: `nodeId` is no WIT name: words of letters and digits joined by single hyphens, each word"
                                + " all lower case or all upper case, the first one beginning with a letter, as in"
                                + " `node-id`"),
                inInterface("7;", "3:3: expected an item of the interface (" + ITEMS + ") or `}`, met `7`"),
                inInterface("resource r { x }", "3:18: expected `:` after the name of the function, met `}`"),
                inInterface(
                        "resource r { type t = u8; }",
                        "3:16: expected `constructor`, the name of a function of the"
                                + " resource, or `}`, met the keyword `type`; as a name it is written `%type`"),
                inInterface(
                        "resource r { f: func(); f: func(); }", "3:27: the name `f` is taken already, at bad.wit:3:16"),
                inInterface(
                        "resource r { f: func(self: u8); }",
                        "3:24: the name `self` is taken already, by the resource of the method"),
                inInterface(
                        "resource r { constructor() -> u8; }",
                        "3:16: a constructor answers nothing else than `result<r, …>`, if it says so"),
                inInterface(
                        "resource r; f: func() -> borrow<r>;",
                        "3:15: `f` answers a `borrow<r>`, which is good for the time of a call only; it can answer"
                                + " `r`"),
                inInterface(
                        "type t = u8; f: func(a: own<t>);", "3:31: `t` is no resource, and only those have handles"),
                inInterface(
                        "f: async func();",
                        "3:6: met an `async` function, which is not supported; supported are plain functions,"
                                + " `name: func(…)`"),
                inInterface(
                        "f: func() -> (a: u8);",
                        "3:16: met named results, which is not supported; supported are a single result type, `->"
                                + " type`"),
                inInterface(
                        "f: func(a: stream<u8>);",
                        "3:14: met the type `stream`, which is not supported; supported are " + TYPES),
                inInterface(
                        "f: func(a: future<u8>);",
                        "3:14: met the type `future`, which is not supported; supported are " + TYPES),
                inInterface(
                        "f: func(a: borrow<r>);",
                        "3:21: there is no type `r` in interface a:b/i; it must be declared there or taken from another"
                                + " interface with `use`"),
                inInterface(
                        "f: func(a: list<u8, 4>);",
                        "3:21: met a second argument of `list`, which is not supported; supported are lists of any"
                                + " length and single options"),
                inInterface(
                        "@unstable(feature = x) f: func();",
                        "3:4: met the gate `@unstable`, which is not supported; supported are `@since` and"
                                + " `@deprecated`"),
                inInterface("f: func(a u8);", "3:13: expected `:` after the name of the parameter, met `u8`"),
                inInterface("f: func()", "4:1: expected `;` after the function, met `}`"),
                inInterface(
                        "type list = u8;",
                        "3:8: expected the name of the type, met the keyword `list`; as a name it is written `%list`"),
                inInterface("type t = ;", "3:12: expected a type, met `;`"),
                inInterface("record r { }", "3:14: expected at least one field of the record, met `}`"),
                inInterface("enum e { }", "3:12: expected at least one case of the enum, met `}`"),
                inInterface(
                        "record r { a: u8 b: u8 }", "3:20: expected `}` or `,` after a field of the record, met `b`"),
                inInterface("enum e { a(u8) }", "3:13: expected `}` or `,` after a case of the enum, met `(`"),
                inInterface("record r { a: u8, a: u8 }", "3:21: the name `a` is taken already, at bad.wit:3:14"),
                inInterface("enum e { a, A }", "3:15: the name `A` is taken already, at bad.wit:3:12"),
                inInterface("f: func(a: u8, a: u8);", "3:18: the name `a` is taken already, at bad.wit:3:11"),
                inInterface("type t = u8; t: func();", "3:16: the name `t` is taken already, at bad.wit:3:8"),
                inInterface(
                        "type t = strng;",
                        "3:12: there is no type `strng` in interface a:b/i; it must be declared there or taken from"
                                + " another interface with `use`"),
                inInterface("record r { next: option<r> }", "3:10: type `r` contains itself: r -> r"),
                inInterface("type x = y; type y = list<x>;", "3:8: type `x` contains itself: x -> y -> x"),
                inInterface(
                        "type t = " + "list<".repeat(80) + "u8" + ">".repeat(80) + ";",
                        "3:332: types nest more than 64 deep here"),
                inInterface("use j.{t};", "3:7: package a:b has no interface `j`; it has i"),
                inInterface("use c:d/e.{t};", "3:11: there is no package c:d; there are a:b"),
                inInterface("use i.{t};", "2:11: interfaces use each other in a circle: a:b/i -> a:b/i"),
                inWorld("import j;", "3:10: package a:b has no interface `j`; it has none"),
                inWorld("include v;", "3:11: package a:b has no world `v`; it has w"),
                inWorld("include w;", "2:7: world a:b/w includes itself"),
                inWorld(
                        "export run: func();",
                        "3:15: met `func` directly in a world, which is not supported; supported are `import` and"
                                + " `export` of an interface that has a name, and `include` of a world"),
                inWorld(
                        "use i.{t};",
                        "3:3: met `use` in a world, which is not supported; supported are `import` and `export` of an"
                                + " interface that has a name, and `include` of a world"),
                inWorld("run;", "3:3: expected `import`, `export`, `include` or `}`, met `run`"),
                arguments(
                        "package a:b;\ninterface i {}\nworld i {}",
                        "3:7: `i` is declared already in package a:b, at bad.wit:2:11"),
                arguments(
                        "package a:b;\ninterface i {}\nworld w { import i; import i; }",
                        "3:28: `i` is imported already by this world"));
    }

    private static Arguments inInterface(String item, String message) {
        return arguments("package a:b;\ninterface i {\n  " + item + "\n}", message);
    }

    private static Arguments inWorld(String item, String message) {
        return arguments("package a:b;\nworld w {\n  " + item + "\n}", message);
    }

    @ParameterizedTest
    @MethodSource("files")
    void isRefusedWithItsPlaceAndWhatWouldBeRight(String text, String message) {
        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.read(folder, "bad.wit", text))
                .withMessage("bad.wit:" + message);
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(folder.resolve("bad.wit"), new byte[] {'p', (byte) 0xff});

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.read(folder))
                .withMessage("bad.wit:1:1: the file is not UTF-8 text, which WIT must be");
    }

    @Test
    void twoVersionsOfAPackageMustBeToldApart() throws IOException {
        WitFiles.write(folder, "deps/one.wit", "package c:d@1.0.0; interface e { type t = u8; }");
        WitFiles.write(folder, "deps/two/d.wit", "package c:d@2.0.0; interface e { type t = u8; }");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.read(folder, "a.wit", "package a:b; interface i { use c:d/e.{t}; }"))
                .withMessage("a.wit:1:36: package c:d is there in several versions; say which of c:d@1.0.0, c:d@2.0.0");
    }

    @Test
    void aPackageIsDeclaredOnce() throws IOException {
        WitFiles.write(folder, "deps/one.wit", "package c:d;");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.read(folder, "a.wit", "package c:d;"))
                .withMessage("deps/one.wit:1:9: package c:d is declared already, at a.wit:1:9");
    }

    @Test
    void theFilesOfAFolderBelongToOnePackage() throws IOException {
        WitFiles.write(folder, "a.wit", "package a:b;");

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.read(folder, "b.wit", "package a:c;"))
                .withMessage("b.wit:1:9: package a:c in the folder of package a:b (a.wit:1:9);"
                        + " a folder holds the files of one package");
    }

    @Test
    void everyMessageIsOneLine() {
        assertThat(files().map(each -> (String) each.get()[1])).noneMatch(message -> message.contains("\n"));
    }

    /** Cut anywhere, the real packages are either still right or refused, and never anything else. */
    @Test
    void theRealFilesCutShortAreRefusedCleanly() throws IOException {
        for (Path file : new WitFolder(INTERFACES).files()) {
            String text = Files.readString(file);
            for (int end = 0; end < text.length(); end++) {
                String cut = text.substring(0, end);
                onlyRefused("cut.wit", () -> WitParser.parse("cut.wit", cut));
            }
            for (int gap = 0; gap + GAP <= text.length(); gap += GAP) {
                String torn = text.substring(0, gap) + text.substring(gap + GAP);
                onlyRefused("cut.wit", () -> WitParser.parse("cut.wit", torn));
            }
        }
    }

    @Test
    void theRealPackagesWithAFileCutShortAreRefusedCleanly() throws IOException {
        List<Path> files = new WitFolder(INTERFACES).files();
        for (Path file : files) {
            WitFiles.write(folder, INTERFACES.relativize(file).toString(), Files.readString(file));
        }
        for (Path file : files) {
            String name = INTERFACES.relativize(file).toString();
            String text = Files.readString(file);
            for (int end = 0; end < text.length(); end += 50) {
                WitFiles.write(folder, name, text.substring(0, end));
                onlyRefused(".*\\.wit", () -> WitFiles.read(folder));
            }
            WitFiles.write(folder, name, text);
        }
    }

    private static void onlyRefused(String file, Runnable reading) {
        try {
            reading.run();
        } catch (WitException refused) {
            assertThat(refused).hasMessageMatching(file + ":\\d+:\\d+: .+");
        }
    }
}
