package dev.paxoswasm.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.paxoswasm.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentSelectionTest {
    private static final List<Node> ACCEPTORS =
            Layout.of(Layout.DEFAULT_PORT_BASE, Map.of()).of(Role.ACCEPTOR);
    private static final ComponentFile ONE = new ComponentFile(Path.of("/one.wasm"), "sha256:01");
    private static final ComponentFile TWO = new ComponentFile(Path.of("/two.wasm"), "sha256:02");

    @TempDir
    private Path folder = Path.of("");

    private static Map<String, Optional<ComponentFile>> named(String name, ComponentFile component) {
        return Map.of(name, Optional.of(component));
    }

    @Test
    void one_for_a_role_is_for_all_its_nodes_but_those_that_have_their_own() {
        ComponentSelection selection = ComponentSelection.NONE
                .with(named("acceptor", ONE))
                .with(Map.of("acceptor-2", Optional.empty(), "acceptor-3", Optional.of(TWO)));

        assertThat(selection.nodesByComponent(ACCEPTORS))
                .containsExactly(entry(ONE, List.of("acceptor-1")), entry(TWO, List.of("acceptor-3")));
    }

    @Test
    void one_for_a_role_takes_the_place_of_what_was_said_of_its_nodes() {
        ComponentSelection selection =
                ComponentSelection.NONE.with(named("acceptor-3", TWO)).with(named("acceptor", ONE));

        assertThat(selection.nodesByComponent(ACCEPTORS))
                .containsExactly(entry(ONE, List.of("acceptor-1", "acceptor-2", "acceptor-3")));
    }

    @Test
    void the_built_in_one_for_all_is_as_if_none_had_been_named() {
        ComponentSelection selection = ComponentSelection.NONE
                .with(named("acceptor", ONE))
                .with(named("acceptor-3", TWO))
                .with(Map.of("acceptor", Optional.empty()));

        assertThat(selection).isEqualTo(ComponentSelection.NONE);
    }

    @Test
    void what_is_remembered_is_read_again_and_forgotten() {
        DataDirectory data = new DataDirectory(folder);
        data.create();
        assertThat(data.components()).isEqualTo(ComponentSelection.NONE);
        ComponentSelection selection =
                ComponentSelection.NONE.with(named("acceptor", ONE)).with(Map.of("acceptor-2", Optional.empty()));

        data.remember(selection);
        assertThat(data.components()).isEqualTo(selection);

        data.remember(ComponentSelection.NONE);
        assertThat(folder.resolve(".paxos").resolve("components.json")).doesNotExist();
    }

    @Test
    void what_is_damaged_is_named() {
        for (String damaged : List.of("", "[]", "{\"acceptor\": 1}", "{\"acceptor\": {\"file\": \"a\"}}")) {
            assertThatIllegalArgumentException().as(damaged).isThrownBy(() -> ComponentSelectionFormat.read(damaged));
        }
    }

    @Test
    void a_file_that_is_another_one_now_or_gone_is_refused_with_both_ways_out() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.wasm"), "before");
        ComponentSelection selection = ComponentSelection.NONE.with(named("acceptor", ComponentFile.read(file)));
        selection.requireUnchanged(ACCEPTORS);

        Files.writeString(file, "after");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> selection.requireUnchanged(ACCEPTORS))
                .withMessageContaining(ComponentFile.read(file).digest() + ", and the data was last used with sha256:")
                .withMessageContaining("--component acceptor=" + file)
                .withMessageContaining("--component acceptor=built-in");

        Files.delete(file);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> selection.requireUnchanged(ACCEPTORS))
                .withMessageContaining("there is no file " + file);
    }

    @Test
    void the_digest_is_that_of_the_file() throws Exception {
        Path file = Files.writeString(folder.resolve("hello"), "hello");

        assertThat(ComponentFile.read(file).digest())
                .isEqualTo("sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    }
}
