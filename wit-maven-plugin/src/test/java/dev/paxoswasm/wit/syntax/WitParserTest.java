package dev.paxoswasm.wit.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WitParserTest {

    @Test
    void readsPackageInterfacesAndWorldsWithTheirDocs() {
        FileSyntax file = WitParser.parse("a.wit", """
                // not documentation
                /// The package.
                package a:b@1.0.0-rc.1+x;

                /**
                 * Written as
                 * a block.
                 */
                interface i {
                    /// Adds.
                    ///
                    /// Twice.
                    @since(version = 0.2.0)
                    add: func(a: u8, /* nested /* comment */ */ %record: list<option<u8>>,) -> result<_, string>;
                }
                world w { import i; export c:d/e@2.0.0; include v; }
                """);

        assertThat(file.packageName()).isEqualTo(new PackageName("a", "b", "1.0.0-rc.1+x"));
        assertThat(file.docs()).isEqualTo("The package.");
        InterfaceSyntax i = file.interfaces().get(0);
        assertThat(i.docs()).isEqualTo("Written as\na block.");
        FunctionSyntax add = i.functions().get(0);
        assertThat(add.docs()).isEqualTo("Adds.\n\nTwice.");
        assertThat(add.parameters()).extracting(each -> each.name().text()).containsExactly("a", "record");
        assertThat(add.result()).isInstanceOfSatisfying(TypeSyntax.ResultOf.class, result -> {
            assertThat(result.ok()).isNull();
            assertThat(result.err()).isInstanceOf(TypeSyntax.Named.class);
        });
        WorldSyntax world = file.worlds().get(0);
        assertThat(world.exports().get(0).packageName()).isEqualTo(new PackageName("c", "d", "2.0.0"));
        assertThat(world.includes()).hasSize(1);
    }

    @Test
    void knowsTheVersionOfAUseFromTheListBehindIt() {
        InterfaceSyntax i = WitParser.parse("a.wit", "interface i { use a:b/c@0.1.0.{x, y as z}; }")
                .interfaces()
                .get(0);

        assertThat(i.uses().get(0).from().packageName()).isEqualTo(new PackageName("a", "b", "0.1.0"));
        assertThat(i.uses().get(0).items()).extracting(item -> item.as().text()).containsExactly("x", "z");
    }

    @Test
    void placesEachNameByLineAndColumn() {
        FileSyntax file = WitParser.parse(
                "a.wit", "interface i {\n  type größe-ist-kein = u8;\n}".replace("größe-ist-kein", "t"));

        assertThat(file.interfaces().get(0).types().get(0).name().at()).hasToString("a.wit:2:8");
    }
}
