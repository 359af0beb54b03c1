package dev.paxoswasm.wit.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.WitFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractRulesTest {

    private static final String ADDRESSED = "a function served over HTTP begins with the addressed node: a parameter"
            + " `role` whose type is an alias of an integer";

    @TempDir
    Path folder;

    static Stream<Arguments> functions() {
        return Stream.of(
                arguments("f: func();", "4:3: " + ADDRESSED + "; `f` has no parameter"),
                arguments("f: func(node: id);", "4:11: " + ADDRESSED + "; `f` begins with `node`"),
                arguments("f: func(role: u32);", "4:11: " + ADDRESSED + "; `f` begins with `role`, which is none"),
                arguments("f: func(role: name);", "4:11: " + ADDRESSED + "; `f` begins with `role`, which is none"),
                arguments(
                        "f: func(role: id, a: body, b: body);",
                        "4:30: a function served over HTTP has at most one parameter beside `role`, the body;"
                                + " `f` has 2"),
                arguments(
                        "resource r; f: func(role: id, a: r);",
                        "4:15: a function served over HTTP passes no resources; `f` does"),
                arguments(
                        "f: func(role: id, a: string);",
                        "4:21: the body of a function served over HTTP is a record; `a` of `f` is none"));
    }

    private String rolePackage(String function) {
        return "package a:b;\ninterface role {\n  type id = u32; type name = string; record body { x: u8 }\n  "
                + function + "\n}";
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aFunctionThatIsNoOperationIsRefused(String function, String message) throws IOException {
        WitFiles.write(folder, "a.wit", rolePackage(function));

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder, "a:b/role"))
                .withMessage("a.wit:" + message);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theRulesAreForInterfacesOverHttpOnly(String function, String message) throws IOException {
        WitFiles.write(folder, "a.wit", rolePackage(function));

        assertThat(WitFiles.generate(folder)).containsKey("sample/role/Role.java");
    }

    @Test
    void anInterfaceToServeThatIsNotThereIsRefused() throws IOException {
        WitFiles.write(folder, "a.wit", rolePackage("f: func(role: id);"));

        assertThatExceptionOfType(WitException.class)
                .isThrownBy(() -> WitFiles.generate(folder, "a:b/rule"))
                .withMessage("httpInterfaces names a:b/rule, which is not there; there are a:b/role");
    }
}
