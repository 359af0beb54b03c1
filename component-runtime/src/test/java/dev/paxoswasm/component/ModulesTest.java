package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Core modules that the host, or another instance, gives to a component. */
class ModulesTest {

    /** A module that exports {@code f}, which answers 101, and the global {@code g}. */
    private static final byte[] GIVEN = HexFormat.of()
            .parseHex("0061736d010000000105016000017f030201000607017f0041e4000b"
                    + "07090201670300016600000a0701050041e5000b");

    private final Component component = Component.parse(TestComponents.bytes("modules"));

    private ComponentInstance with(Imports.Builder imports) {
        return component.instantiate(imports.build(), Limits.DEFAULT);
    }

    private static Object answer(ComponentInstance instance) {
        return instance.function(Component.ROOT, "f").call();
    }

    @Test
    void aModuleOfTheHostIsInstantiated() {
        assertThat(answer(with(Imports.builder().module("host", "module", GIVEN))))
                .isEqualTo(101L);
    }

    @Test
    void whatAnInstanceExportsIsGivenToAnother() {
        ComponentInstance first = with(Imports.builder().module("host", "module", GIVEN));
        assertThat(first.exportedModules().keySet()).containsExactly("given", "own");
        byte[] own = first.exportedModules().get("own").get("module");
        assertThat(answer(with(Imports.builder().module("host", "module", own))))
                .isEqualTo(7L);
        byte[] given = first.exportedModules().get("given").get("module");
        assertThat(given).isEqualTo(GIVEN);
    }

    @Test
    void aModuleThatIsImportedUnderManyNamesIsCompiledOnce() {
        Component eight = Component.parse(TestComponents.bytes("module-versions"));
        Imports one = Imports.builder().module("host", "module", GIVEN).build();
        Imports versions =
                Imports.builder().module("a:b/c@1.0.0", "module", GIVEN).build();
        // The first of each loads classes.
        component.instantiate(one, Limits.DEFAULT);
        eight.instantiate(versions, Limits.DEFAULT);

        assertThat(Allocated.by(() -> eight.instantiate(versions, Limits.DEFAULT)))
                .isLessThan(2 * Allocated.by(() -> component.instantiate(one, Limits.DEFAULT)));
    }

    @Test
    void whatImportsNoModulesIsInstantiatedWithoutACopyOfItsTypes() {
        Component typed = Component.parse(
                HostileComponents.component(HostileComponents.modules(HostileComponents.manyTypes(10_000))));
        typed.instantiate(Imports.none(), Limits.DEFAULT);

        assertThat(Allocated.by(() -> typed.instantiate(Imports.none(), Limits.DEFAULT)))
                .isLessThan(100_000);
    }

    @Test
    void aModuleThatIsNotOfferedIsNamed() {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> with(Imports.builder()))
                .withMessage("the component imports core module module of host, which the host does not offer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0061736d01000000|its export 'f' is missing, but function () -> (i32) is wanted",
                "0061736d0100000001|of which: malformed component at byte 9 (type section): unexpected end",
                "0061736d0d000100|of which: malformed component at byte 4: a core module with another preamble"
            })
    void aModuleOfAnotherTypeAndWhatIsNoneAreRefused(String binary, String why) {
        byte[] offered = HexFormat.of().parseHex(binary);
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> with(Imports.builder().module("host", "module", offered)))
                .withMessageContaining(why);
    }
}
