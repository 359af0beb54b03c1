package dev.paxoswasm.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.cli.cluster.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A project has all that it is built from, as it lies in the project's own folders; nothing points out of it. */
class TemplateTest {
    private static final Path HOME = Path.of("..");

    static Stream<Template> templates() {
        return Arrays.stream(Language.values())
                .flatMap(language -> language.roles().stream().map(role -> new Template(role, language)));
    }

    private static String text(Map<String, byte[]> files, String name) {
        assertThat(files.keySet()).contains(name);
        return new String(Objects.requireNonNull(files.get(name)), StandardCharsets.UTF_8);
    }

    private static String ofProject(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertSame(Map<String, byte[]> files, String name, String ofProject) {
        assertThat(text(files, name)).as(name).isEqualTo(ofProject(ofProject));
    }

    @Test
    void there_is_an_acceptor_in_every_language() {
        assertThat(Language.values())
                .allSatisfy(language -> assertThat(language.roles()).contains(Role.ACCEPTOR));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void it_has_the_interfaces_a_build_a_readme_and_nothing_unfilled(Template template) {
        SortedMap<String, byte[]> files = template.files();

        assertThat(files.keySet()).contains("build", "README.md", ".gitignore", "LICENSE", "tools/recipe.bash");
        assertSame(files, "interfaces/deps/host.wit", "interfaces/deps/host.wit");
        assertSame(files, "interfaces/paxos-system.wit", "interfaces/paxos-system.wit");
        assertThat(files.keySet())
                .noneMatch(name -> name.endsWith(".wasm") || name.contains("target/") || name.contains("CHECKSUMS"));
        files.keySet().forEach(name -> assertThat(text(files, name)).as(name).doesNotContain("../../../"));
        // A node refuses to start where a variable that begins with PAXOS_ is exported and no setting.
        assertThat(text(files, "build")).startsWith("#!/usr/bin/env bash\n").doesNotContain("{{", "PAXOS_");
        assertThat(text(files, "README.md"))
                .doesNotContain("{{")
                .startsWith("# The " + template.role().word() + " in "
                        + template.language().title())
                .contains(
                        "paxos conform " + template.component(),
                        "paxos simulate --component " + template.role().word() + "=" + template.component(),
                        "paxos up --detach --component " + template.node() + "=" + template.component(),
                        "paxos swap " + template.node() + " " + template.component());
    }

    @Test
    void sources_are_those_of_the_project() {
        SortedMap<String, byte[]> c = new Template(Role.ACCEPTOR, Language.C).files();
        assertSame(c, "src/accept.c", "components/c/src/accept.c");
        assertSame(c, "test/host.c", "components/c/test/host.c");
        assertSame(c, "tools/tools.bash", "components/tools.bash");
        assertSame(c, "tools/adapter/preview1.wat", "components/adapter/preview1.wat");
        SortedMap<String, byte[]> go = new Template(Role.LEARNER, Language.GO).files();
        assertSame(go, "learner/learn.go", "components/go/learner/learn.go");
        assertSame(go, "learner/go.work", "components/go/learner/go.work");
        assertSame(go, "contract/node/node.go", "components/go/contract/node/node.go");
        SortedMap<String, byte[]> rust = new Template(Role.ACCEPTOR, Language.RUST).files();
        assertSame(rust, "acceptor/src/accept.rs", "components/rust/acceptor/src/accept.rs");
        assertSame(rust, "contract/src/limits.rs", "components/rust/contract/src/limits.rs");
    }

    @Test
    void a_workspace_in_rust_has_the_crates_of_its_role_and_is_locked_to_the_same_versions() {
        SortedMap<String, byte[]> files = new Template(Role.ACCEPTOR, Language.RUST).files();

        assertThat(text(files, "Cargo.toml")).contains("""
                members = [
                    "contract",
                    "guest",
                    "acceptor",
                    "packager",
                ]
                """).doesNotContain("simulation", "proposer");
        String lock = text(files, "Cargo.lock");
        assertThat(lock)
                .contains("name = \"acceptor\"", "name = \"packager\"")
                .doesNotContain("name = \"simulation\"", "name = \"proposer\"")
                .doesNotEndWith("\n\n");
        String whole = ofProject("components/rust/Cargo.lock");
        assertThat(whole.strip().split("\n\n")).contains(lock.strip().split("\n\n"));
    }

    @Test
    void only_what_can_be_model_checked_is_said_to_be() {
        assertThat(text(new Template(Role.PROPOSER, Language.RUST).files(), "README.md"))
                .contains("paxos model-check --component proposer=proposer.wasm");
        assertThat(text(new Template(Role.LEARNER, Language.RUST).files(), "README.md"))
                .doesNotContain("model-check");
    }

    @Test
    void a_role_that_a_language_does_not_have_is_refused() {
        assertThatThrownBy(() -> new Template(Role.COORDINATOR, Language.C))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no template of a coordinator in C");
    }
}
