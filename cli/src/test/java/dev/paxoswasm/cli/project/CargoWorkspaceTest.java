package dev.paxoswasm.cli.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CargoWorkspaceTest {
    private static final CargoWorkspace WORKSPACE = new CargoWorkspace("""
            [workspace]
            members = [
                "one",
                "two",
            ]

            [workspace.dependencies]
            one = { path = "one" }
            two = { path = "two" }
            two-more = "=1.0.0"
            """, """
            # Written by cargo
            version = 4

            [[package]]
            name = "one"
            version = "0.1.0"

            [[package]]
            name = "two"
            version = "0.1.0"
            dependencies = [
             "one",
             "two-more",
            ]

            [[package]]
            name = "two-more"
            version = "1.0.0"
            """);

    @Test
    void members_that_are_not_kept_leave_both_files_and_nothing_else_does() {
        CargoWorkspace kept = WORKSPACE.only(Set.of("one"));

        assertThat(kept.manifest()).isEqualTo("""
                [workspace]
                members = [
                    "one",
                ]

                [workspace.dependencies]
                one = { path = "one" }
                two-more = "=1.0.0"
                """);
        assertThat(kept.lock()).isEqualTo("""
                # Written by cargo
                version = 4

                [[package]]
                name = "one"
                version = "0.1.0"

                [[package]]
                name = "two-more"
                version = "1.0.0"
                """);
        assertThat(WORKSPACE.only(Set.of("one", "two"))).isEqualTo(WORKSPACE);
    }

    @Test
    void what_is_no_member_cannot_be_kept() {
        assertThatThrownBy(() -> WORKSPACE.only(Set.of("three")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("[three] are not all among the members [one, two]");
    }
}
