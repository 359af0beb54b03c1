package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code ./paxos new} writes is built outside of the checkout, as it is, and keeps to the contract. */
@Timeout(1200)
class NewProjectIT {
    private static final Path TOOLS = CommandLine.HOME.resolve("components/target/tools");

    @TempDir
    private Path folder;

    private Path project(String role, String language) {
        Path project = folder.resolve("mine");
        CommandLine.run("new", role, "--language", language, project.toString()).requireDone();
        return project;
    }

    private static Path build(Path project, String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "env";
        command[1] = "COMPONENT_TOOLS=" + TOOLS;
        command[2] = project.resolve("build").toString();
        System.arraycopy(options, 0, command, 3, options.length);
        String said = ShellCommand.run(command);
        return Path.of(said.substring(said.lastIndexOf('\n') + 1));
    }

    private static CommandLine.Result conform(Path component) {
        return CommandLine.run("conform", component.toString(), "--sequences", "20");
    }

    private static boolean thereIs(String... command) {
        return ShellCommand.attempt(command).exitCode() == 0;
    }

    @Test
    @Tag("long")
    void one_in_rust_with_a_rule_broken_on_purpose_as_well() {
        assumeTrue(thereIs("cargo", "--version"), "there is no cargo");
        Path project = project("acceptor", "rust");

        assertThat(build(project)).isEqualTo(project.resolve("acceptor.wasm"));

        assertThat(conform(project.resolve("acceptor.wasm")).requireDone().out())
                .contains(", 0 broken", "20 random sequences answered as by");
        CommandLine.Result broken = conform(build(project, "--mutant", "accepts-below-promise"));
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out()).contains("BROKEN");
    }

    @ParameterizedTest
    @CsvSource({"acceptor, c, clang-22, --version", "acceptor, go, go, version", "learner, go, go, version"})
    void one_in_another_language_where_its_tools_are_built(
            String role, String language, String compiler, String version) {
        assumeTrue(
                Files.isDirectory(TOOLS) && thereIs(compiler, version),
                "there is no " + compiler + ", or nothing in " + TOOLS + ": components/" + language + "/build");
        Path project = project(role, language);

        build(project, "--test");

        assertThat(conform(build(project)).requireDone().out())
                .startsWith(role + "  ")
                .contains(", 0 broken");
    }
}
