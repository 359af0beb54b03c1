package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An import is satisfied by a compatible version of its interface, and by no other. */
class VersionsTest {

    private final Component component = Component.parse(TestComponents.bytes("versions"));

    private Object answer(Imports imports) {
        return component
                .instantiate(imports, Limits.DEFAULT)
                .function(Component.ROOT, "g")
                .call();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b/c@0.2.6", "a:b/c@0.2.1", "a:b/c@0.2.9", "a:b/c@0.2.6+build"})
    void aCompatibleVersionIsTaken(String offered) {
        assertThat(answer(Imports.builder()
                        .function(offered, "f", arguments -> 7L)
                        .build()))
                .isEqualTo(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b/c", "a:b/c@0.3.6", "a:b/c@1.2.6", "a:b/c@0.2.6-rc.1", "a:b/d@0.2.6"})
    void anotherVersionIsNot(String offered) {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> answer(Imports.builder()
                        .function(offered, "f", arguments -> 7L)
                        .build()))
                .withMessageContaining("function f of a:b/c@0.2.6: func() -> u32, which the host does not offer");
    }

    @Test
    void theVersionThatIsImportedGoesBeforeOthers() {
        Imports imports = Imports.builder()
                .function("a:b/c@0.2.7", "f", arguments -> 7L)
                .function("a:b/c@0.2.6", "f", arguments -> 6L)
                .build();
        assertThat(answer(imports)).isEqualTo(6L);
    }

    @ParameterizedTest
    @CsvSource({
        "a:b/c, a:b/c",
        "a:b/c@1.2.3, a:b/c@1",
        "a:b/c@0.2.3, a:b/c@0.2",
        "a:b/c@0.0.3, a:b/c@0.0.3",
        "a:b/c@1.0.0-rc.1, a:b/c@1.0.0-rc.1",
        "a:b/c@1.0.0+build-5, a:b/c@1",
        "a:b/c@1.2.3/inner, a:b/c@1/inner"
    })
    void theNameSaysWhatMayDiffer(String name, String canonical) {
        assertThat(InterfaceVersion.canonical(name)).isEqualTo(canonical);
    }

    @Test
    void instancesInsideInstancesAreReachedByTheirPath() {
        ComponentInstance nested = Component.parse(TestComponents.bytes("nested-instance"))
                .instantiate(
                        Imports.builder()
                                .function("outer/inner", "f", arguments -> 41L)
                                .build(),
                        Limits.DEFAULT);
        assertThat(nested.function("around/made", "g").call()).isEqualTo(42L);
    }
}
