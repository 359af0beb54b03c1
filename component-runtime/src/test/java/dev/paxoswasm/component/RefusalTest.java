package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Binaries that are not to be run are refused with what was met and where, whatever their bytes. */
class RefusalTest {

    private static final byte[] PREAMBLE = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stream|11|type section|a stream type",
                "future|11|type section|a future type",
                "async|11|type section|an async function type",
                "error-context|11|type section|the type error-context",
                "fixed-list|11|type section|a list type of fixed length",
                "value|14|import section|the import or export of a value",
                "simd|33|code section of the core module at byte 10|vector instructions (SIMD)",
                "threads|40|code section of the core module at byte 10|atomic instructions (threads)",
                "shared-memory|21|memory section of the core module at byte 10|limits 0x03 (shared or 64-bit"
                        + " memories, page sizes)",
                "memory64|21|memory section of the core module at byte 10|limits 0x04 (shared or 64-bit memories,"
                        + " page sizes)",
                "exceptions|24|tag section of the core module at byte 10|exception tags in a core module",
                "gc|21|type section of the core module at byte 10|core type 0x5f (core GC)"
            })
    void whatIsNotSupportedIsNamed(String name, long offset, String section, String what) {
        assertThatExceptionOfType(UnsupportedComponentException.class)
                .isThrownBy(() -> Component.parse(TestComponents.bytes("unsupported-" + name)))
                .withMessage("unsupported component, at byte " + offset + " (" + section + "): " + what)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
                .satisfies(e -> assertThat(e.section()).isEqualTo(section));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"component-import", "module-import", "own", "resource", "resource-drop", "two-memories", "utf16"
            })
    void whatIsOfTheLevelOfWasi02IsAccepted(String name) {
        assertThatCode(() -> Component.parse(TestComponents.bytes("accepted-" + name)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"type-bomb", "instance-bomb", "deep-type"})
    void aSmallBinaryThatStandsForALargeOneIsRefused(String name) {
        assertThatExceptionOfType(UnsupportedComponentException.class)
                .isThrownBy(() -> Component.parse(TestComponents.bytes("refused-" + name)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "core-import-missing|47|core instance section|nothing given for the core import 'a' 'b'; function ()"
                        + " -> () is wanted",
                "core-import-type|98|core instance section|function (i32) -> () given for the core import 'a' 'b';"
                        + " function () -> () is wanted",
                "core-memory-type|81|core instance section|memory of 1 to any number of pages given for the core"
                        + " import 'a' 'b'",
                "lift-type|81|canonical function section|function (i32) -> () as the lifted function; function (i64)"
                        + " -> () is wanted",
                "lift-without-memory|79|canonical function section|a canonical function without memory",
                "lift-without-realloc|97|canonical function section|a canonical function without realloc",
                "realloc-type|114|canonical function section|function () -> () as realloc; function (i32 i32 i32 i32)"
                        + " -> (i32) is wanted",
                "argument-type|78|instance section|'f' is func(a: u8); func(a: u16) is wanted",
                "argument-missing|57|instance section|nothing given for 'f'; func() is wanted",
                "export-twice|33|export section|the export 'g' twice",
                "field-twice|12|type section|the name 'A' twice",
                "label|13|type section|the name 'a_b'",
                "index|11|export section|function 3; only 0 of that sort are defined before",
                "alias|38|alias section|the alias of 'f'; core instance 0 exports no such name",
                "core-code|10|core module section|the core module that starts here is invalid: type mismatch",
                "core-index|10|core module section|the core module that starts here is invalid: unknown function 7",
                "value-type|16|type section|type 0 as the type of a value; it is no value type",
                "unnamed-type|92|export section|the export 'f' uses a type without a name; records, variants, enums,"
                        + " flags and resources",
                "component-type-index|17|type section|type 0; only 0 of that sort are defined before",
                "unused-outer-alias|29|alias section of the component at byte 18|an alias 5 scopes out; only 1 scopes"
                        + " enclose it",
                "unused-canon|92|canonical function section of the component at byte 11|function (i64) -> () as the"
                        + " lifted function; function (i32 i32) -> () is wanted",
                "type-after-use|21|alias section of the component at byte 10|type 0; only 0 of that sort are defined"
                        + " before",
                "package-case|19|import section|the name 'A:b/c'; it is a name such as 'run' or"
                        + " 'namespace:package/interface@1.0.0'",
                "export-case|33|export section|the export 'A' twice; export names are unique, whatever their case",
                "undeclared-export|121|alias section of the component at byte 97|the alias of 'f'; instance 0 exports"
                        + " no such name",
                "resource-not-same|201|instance section|'f' is func(x: own<resource>); func(x: own<r>) is wanted",
                "resource-elsewhere|19|canonical function section|resource.rep of a resource type that is defined"
                        + " elsewhere",
                "method|35|import section|the import '[method]a.b'; a resource 'a' is imported before",
                "borrow-result|18|type section|a function that answers a borrowed handle; results own the handles in"
                        + " them",
                "outer-resource|27|alias section of the component at byte 16|the alias of a type of another component"
                        + " that refers to a resource type",
                "module-argument|90|instance section|the core module 'm': its import '' 'extra' is constant global"
                        + " i32, but nothing",
                "implements|19|import section|the import 'a', func(), that implements an interface; only instances do"
            })
    void whatIsMalformedIsNamedWithWhatWouldBeRight(String name, long offset, String section, String what) {
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(TestComponents.bytes("malformed-" + name)))
                .withMessageStartingWith("malformed component at byte " + offset + " (" + section + "): " + what)
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
                .satisfies(e -> assertThat(e.section()).isEqualTo(section));
    }

    @Test
    void aCoreModuleIsToldFromAComponent() {
        byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0};
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(module))
                .withMessage("malformed component at byte 4 (preamble): this is a core module, not a component; "
                        + "make a component of it with 'wasm-tools component new' or 'jco new'");
    }

    @Test
    void noBytesTextAndAnotherVersionAreRefused() {
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(new byte[0]))
                .withMessage(
                        "malformed component at byte 0 (preamble): no bytes at all; a component starts with \\0asm");
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse("package a:b;".getBytes(StandardCharsets.UTF_8)))
                .withMessage("malformed component at byte 0 (preamble): the bytes 7061636b;"
                        + " a component starts with \\0asm");
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(new byte[] {0, 'a', 's', 'm', 0x0e, 0, 1, 0}))
                .withMessage("malformed component at byte 4 (preamble): version and layer 0e000100; "
                        + "the components that this library knows have 0d000100");
    }

    /** The byte where it ends is that of the next section. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "07 02 01 70 0a 01 00|12|type section",
                "0a 02 01 00 07 01 00|12|import section",
                "04 0c 00 61 73 6d 0d 00 01 00 07 02 01 70 07 01 00|22|type section of the component at byte 10",
                "01 0c 00 61 73 6d 01 00 00 00 01 02 01 60 07 01 00|22|type section of the core module at byte 10",
                "07 09 00|9|type section"
            })
    void aSectionThatIsCutOffIsNamed(String sections, long offset, String section) {
        assertThatExceptionOfType(MalformedComponentException.class)
                .isThrownBy(() -> Component.parse(concatenated(PREAMBLE, hex(sections))))
                .satisfies(e -> assertThat(e.offset()).isEqualTo(offset))
                .satisfies(e -> assertThat(e.section()).isEqualTo(section));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0a ff ff ff ff 0f", // a section of 4 GiB
                "0a ff ff ff ff 1f", // a length of more than 32 bits
                "0a ff ff ff ff ff 01", // a length of six bytes
                "07 05 ff ff ff ff 0f", // 2^32 - 1 types
                "07 06 01 72 ff ff ff 0f", // a record of 2^25 fields
                "07 03 01 70 ff", // a list of a type cut off
                "07 06 01 70 80 80 80 80", // an index cut off
                "07 07 01 70 ff ff ff ff 1f", // an index of 33 bits and more
                "00 02 01 ff", // a custom section whose name is no UTF-8
                "0a 06 01 00 01 ff 01 00", // an import whose name is no UTF-8
                "01 08 00 61 73 6d 0d 00 01 00", // a component where a module stands
                "0d 00", // a section that does not exist
                "02 06 01 00 00 ff ff 7f", // an instance with 2^21 arguments
                "01 10 00 61 73 6d 01 00 00 00 0b 06 01 01 ff ff ff 0f", // a data segment of 2^25 bytes
                "01 16 00 61 73 6d 01 00 00 00 01 04 01 60 00 00 03 02 01 00 0a 02 01 ff", // code cut off
                "07 02 00 00", // a byte too many
                "07 03 01 40 00", // a function type cut off
                "0a 0d 01 00 08 61 3a 62 2f 63 40 31 2e 01 00", // the name a:b/c@1. without a whole version
                "0a 08 01 00 03 61 5f 62 01 00" // the name a_b
            })
    void countsAndLengthsAreHeldAgainstTheBytesThatAreThere(String section) {
        byte[] binary = concatenated(PREAMBLE, hex(section));
        assertThatExceptionOfType(MalformedComponentException.class).isThrownBy(() -> Component.parse(binary));
    }

    @Test
    void aVeryLongNameIsRefused() {
        byte[] name = "a-".repeat(500_000).concat("a").getBytes(StandardCharsets.US_ASCII);
        byte[] external = concatenated(concatenated(new byte[] {0}, leb(name.length)), name);
        byte[] body = concatenated(concatenated(new byte[] {1}, external), new byte[] {1, 0});
        byte[] section = concatenated(concatenated(new byte[] {0x0a}, leb(body.length)), body);
        assertThatExceptionOfType(UnsupportedComponentException.class)
                .isThrownBy(() -> Component.parse(concatenated(PREAMBLE, section)))
                .withMessage("unsupported component, at byte 14 (import section): a name of more than 1000 characters");
    }

    @Test
    void aFunctionWithBillionsOfLocalsIsRefused() {
        byte[] binary = concatenated(
                PREAMBLE,
                hex("01 21 00 61 73 6d 01 00 00 00 01 04 01 60 00 00 03 02 01 00 "
                        + "0a 0d 01 0b 02 80 80 04 7f ff ff ff 0f 7f 0b"));
        assertThatExceptionOfType(UnsupportedComponentException.class)
                .isThrownBy(() -> Component.parse(binary))
                .withMessageContaining("locals");
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 40, 4_000})
    void componentsNestedDeepAreRefusedOrNot(int depth) {
        byte[] binary = PREAMBLE;
        for (int i = 0; i < depth; i++) {
            binary = concatenated(PREAMBLE, concatenated(new byte[] {4}, concatenated(leb(binary.length), binary)));
        }
        byte[] nested = binary;
        if (depth <= 32) {
            Component.parse(nested);
        } else {
            assertThatExceptionOfType(UnsupportedComponentException.class)
                    .isThrownBy(() -> Component.parse(nested))
                    .withMessageContaining("nested deeper than 32");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"trouble", "composed", "tables"})
    void aBinaryCutOffAnywhereIsRefusedOrWorks(String name) {
        byte[] whole = TestComponents.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            parseOrRefuse(Arrays.copyOf(whole, length));
        }
    }

    @ParameterizedTest
    @CsvSource({"trouble,150", "composed,400", "tables,400", "many-types,100", "broken,300"})
    void aBinaryWithAWrongByteIsRefusedOrWorks(String name, int tries) {
        Random random = new Random(name.hashCode());
        byte[] whole = TestComponents.bytes(name);
        for (int i = 0; i < tries; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] ^= (byte) (1 + random.nextInt(255));
            parseOrRefuse(changed);
        }
    }

    @Test
    void randomBytesAfterThePreambleAreRefusedOrWork() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            if (noise.length > 2) {
                noise[0] = (byte) (noise[0] & 0x0f);
                noise[1] = (byte) (noise.length - 2);
            }
            parseOrRefuse(concatenated(PREAMBLE, noise));
        }
    }

    private static void parseOrRefuse(byte[] binary) {
        assertThatCode(() -> {
                    try {
                        Component.parse(binary);
                    } catch (MalformedComponentException | UnsupportedComponentException refused) {
                        assertThat(refused.getMessage()).isNotBlank();
                    }
                })
                .doesNotThrowAnyException();
    }

    private static byte[] hex(String text) {
        List<String> parts = List.of(text.split(" "));
        byte[] bytes = new byte[parts.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(parts.get(i), 16);
        }
        return bytes;
    }

    private static byte[] leb(int value) {
        return new byte[] {(byte) (value & 0x7f | 0x80), (byte) (value >> 7 & 0x7f | 0x80), (byte) (value >> 14 & 0x7f)
        };
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
