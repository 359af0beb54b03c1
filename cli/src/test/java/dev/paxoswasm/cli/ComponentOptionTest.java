package dev.paxoswasm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.paxoswasm.cli.ComponentOption.Scope;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ComponentOptionTest {

    @Command
    private static final class Any {
        @Mixin
        private ComponentOption option = new ComponentOption();
    }

    private static Map<String, Optional<Path>> named(List<Role> roles, Scope scope, String... options) {
        Any any = new Any();
        new CommandLine(any).parseArgs(options);
        return any.option.named(roles, scope);
    }

    @Test
    void roles_and_nodes_are_given_files_or_the_built_in_component() {
        assertThat(named(
                        List.of(Role.values()),
                        Scope.ROLES_AND_NODES,
                        "--component=acceptor=a.wasm",
                        "--component",
                        "acceptor-3=b=c.wasm",
                        "--component",
                        "learner=built-in"))
                .containsExactly(
                        entry("acceptor", Optional.of(Path.of("a.wasm"))),
                        entry("acceptor-3", Optional.of(Path.of("b=c.wasm"))),
                        entry("learner", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acceptor       | is no ROLE=FILE
            acceptor=      | is no ROLE=FILE
            =a.wasm        | is no ROLE=FILE
            acceptors=a    | --component acceptors: no such role here; it would be one of acceptor, proposer
            learner=a      | --component learner: no such role here
            acceptor-1=a   | --component acceptor-1: no such role here
            """)
    void what_is_none_is_refused_with_what_would_be_right(String option, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(List.of(Role.ACCEPTOR, Role.PROPOSER), Scope.ROLES, "--component", option))
                .withMessageContaining(complaint);
    }

    @Test
    void a_name_that_is_given_twice_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        named(List.of(Role.values()), Scope.ROLES, "--component=acceptor=a", "--component=acceptor=b"))
                .withMessage("--component acceptor is given twice; give it once");
    }

    @Test
    void a_node_is_named_by_its_role_and_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> named(List.of(Role.values()), Scope.ROLES_AND_NODES, "--component=acceptor-0=a"))
                .withMessageContaining("or a node of one, as in client-1");
    }
}
