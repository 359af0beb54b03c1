package dev.paxoswasm.wit.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.wit.WitFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the sample package, to the letter. Run with {@code -Dgolden.write} to keep what is made now. */
class GoldenFilesTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    private final Map<String, String> generated = WitFiles.generate(WitFiles.SAMPLE, "sample:shop/shop");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample/AuditorWorld.java",
                "sample/ShopComponentWorld.java",
                "sample/Tuple2.java",
                "sample/WitBinary.java",
                "sample/audit/AuditExport.java",
                "sample/money/Price.java",
                "sample/shop/Extras.java",
                "sample/shop/Order.java",
                "sample/shop/Receipt.java",
                "sample/shop/Shelf.java",
                "sample/shop/Shop.java",
                "sample/shop/ShopBinary.java",
                "sample/shop/ShopErrorException.java",
                "sample/shop/ShopExport.java",
                "sample/shop/ShopHttp.java",
                "sample/shop/ShopAbi.java",
                "sample/shop/package-info.java",
                "sample/till/TillExport.java",
                "sample/till/TillImport.java",
                "sample/till/TillAbi.java",
                "sample/vault/Drawer.java",
                "sample/vault/Found.java",
                "sample/vault/Place.java",
                "sample/vault/Vault.java",
                "sample/vault/VaultAbi.java",
                "sample/vault/VaultExport.java",
                "sample/vault/VaultImport.java"
            })
    void isExactlyAsKept(String file) throws IOException {
        if (System.getProperty("golden.write") != null) {
            WitFiles.write(GOLDEN, file, generated.get(file));
        }
        assertThat(generated.get(file)).isEqualTo(Files.readString(GOLDEN.resolve(file)));
    }

    @Test
    void nothingIsWiderThan120Columns() {
        assertThat(generated.values())
                .allSatisfy(text -> assertThat(text.lines()).allMatch(line -> line.length() <= 120));
    }

    @Test
    void springAndOpenApiAreThereForInterfacesOverHttpOnly() {
        assertThat(generated).containsKey("sample/shop/ShopHttp.java").doesNotContainKey("sample/till/TillHttp.java");
        assertThat(WitFiles.generate(WitFiles.SAMPLE).values())
                .noneMatch(text -> text.contains("springframework") || text.contains("io.swagger"));
    }
}
