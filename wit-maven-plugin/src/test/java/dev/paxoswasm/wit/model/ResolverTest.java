package dev.paxoswasm.wit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.wit.WitFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {

    @TempDir
    Path folder;

    @Test
    void aUsedTypeIsTheOneOfItsOwnerUnderWhateverName() {
        WitInterface shop = named(WitFiles.read(WitFiles.SAMPLE), "shop");

        TypeDefinition.RecordShape order =
                (TypeDefinition.RecordShape) shop.types().get(2).shape();
        Type limit = order.fields().get(4).requiredType();
        assertThat(limit).isInstanceOfSatisfying(Type.OptionOf.class, option -> {
            TypeDefinition price = ((Type.Named) option.element()).definition();
            assertThat(price.owner()).hasToString("sample:money/money@1.0.0");
            assertThat(price.name()).isEqualTo("price");
        });
    }

    @Test
    void aTypeMayStandBeforeWhatItIsMadeOf() throws IOException {
        WitModel model =
                WitFiles.read(folder, "a.wit", "package a:b; interface i { type x = list<y>; record y { z: u8 } }");

        assertThat(model.interfaces().get(0).types())
                .extracting(TypeDefinition::name)
                .containsExactly("y", "x");
        Type x =
                ((TypeDefinition.Alias) model.interfaces().get(0).types().get(1).shape()).type();
        assertThat(((Type.Named) ((Type.ListOf) x).element()).definition().name())
                .isEqualTo("y");
    }

    @Test
    void aPackageMayBeSpreadOverFilesAndFoundWithoutVersion() throws IOException {
        WitFiles.write(folder, "deps/c/one.wit", "interface one { type t = u8; }");
        WitFiles.write(folder, "deps/c/two.wit", "package c:d@1.0.0; interface two { use one.{t}; type s = t; }");
        WitModel model = WitFiles.read(folder, "a.wit", "package a:b; interface i { use c:d/two.{t, s}; }");

        assertThat(model.interfaces())
                .extracting(each -> each.name().toString())
                .containsExactly("c:d/one@1.0.0", "c:d/two@1.0.0", "a:b/i");
    }

    @Test
    void aWorldImportsTheInterfacesWhoseTypesItsOwnUse() {
        WitWorld world = WitFiles.read(WitFiles.SAMPLE).worlds().get(0);

        assertThat(world.imports()).extracting(InterfaceName::name).containsExactly("till");
        assertThat(world.exports()).extracting(InterfaceName::name).containsExactly("shop");
        assertThat(world.typeImports()).extracting(InterfaceName::name).containsExactlyInAnyOrder("shop", "money");
    }

    @Test
    void anIncludedWorldGivesItsImportsAndExports() throws IOException {
        WitModel model = WitFiles.read(
                folder,
                "a.wit",
                "package a:b; interface i {} interface j {} world w { include v; import i; } world v { export j; }");

        WitWorld world = model.worlds().stream()
                .filter(each -> each.name().name().equals("w"))
                .findFirst()
                .orElseThrow();
        assertThat(world.imports()).extracting(InterfaceName::name).containsExactly("i");
        assertThat(world.exports()).extracting(InterfaceName::name).containsExactly("j");
    }

    private static WitInterface named(WitModel model, String name) {
        return model.interfaces().stream()
                .filter(each -> each.name().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
