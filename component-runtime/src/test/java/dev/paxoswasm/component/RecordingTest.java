package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.abi.ArgumentsLowering;
import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.Lifting;
import dev.paxoswasm.component.abi.Passed;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.recording.Failing;
import dev.paxoswasm.component.recording.Recorder;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RecordingException;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.RepeatedCall.Difference;
import dev.paxoswasm.component.recording.RepeatedCall.Outcome;
import dev.paxoswasm.component.recording.Replay;
import dev.paxoswasm.component.recording.ValueText;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls are recorded as they cross the boundary of an instance, and repeated. */
class RecordingTest {

    private static final int ROOMY = 16 << 20;
    private static final Component ECHO = TestComponents.component("echo");
    private static final Component TROUBLE = TestComponents.component("trouble");
    private static final String VALUES = "test:echo/values@1.2.3";
    private static final String EXPORTED = "test:trouble/trouble";

    private final Recorder recorder = new Recorder(ROOMY);

    private static ComponentInstance trouble(Recorder recorder, HostFunction host) {
        return TROUBLE.instantiate(
                Imports.builder().function("host", "call", host).build(), TestComponents.PATIENT, recorder);
    }

    private static Object call(ComponentInstance instance, String function, Object... arguments) {
        return instance.function(EXPORTED, function).call(arguments);
    }

    private static byte[] file(Recorder recorder) {
        return recorder.recording(Map.of("component", "one")).orElseThrow();
    }

    private static List<RepeatedCall> repeated(byte[] file, Component component) {
        Replay replay = new Replay(Recording.read(file), component, TestComponents.PATIENT);
        List<RepeatedCall> calls = new ArrayList<>();
        for (Optional<RepeatedCall> next = replay.next(); next.isPresent(); next = replay.next()) {
            calls.add(next.get());
        }
        return calls;
    }

    private static List<Difference> differences(List<RepeatedCall> calls) {
        return calls.stream().flatMap(call -> call.difference().stream()).toList();
    }

    private static Outcome last(List<RepeatedCall> calls) {
        return Objects.requireNonNull(calls.getLast().outcome());
    }

    /** A short recording with an import, a batch and a trap. */
    private byte[] shortRecording() {
        ComponentInstance instance = trouble(recorder, arguments -> (Long) arguments[0] + 1);
        call(instance, "call-host", 41L);
        call(instance, "batch", List.of(entry(7, "a"), entry(8, "b")));
        assertThatThrownBy(() -> call(instance, "panic", "on purpose")).isInstanceOf(ComponentTrapException.class);
        return file(recorder);
    }

    private static Object[] entry(long slot, String value) {
        return new Object[] {slot, value.getBytes(StandardCharsets.UTF_8)};
    }

    static List<Arguments> valuesOfEveryType() {
        return EchoTest.valuesOfEveryType().toList();
    }

    /** What is asked and answered is of that type, too. */
    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("valuesOfEveryType")
    void aValueOfAnyTypeIsRepeated(String function, Object value) {
        Imports.Builder imports = Imports.builder().function(Component.ROOT, "log", arguments -> null);
        ECHO.type()
                .importedInterfaces()
                .get(VALUES)
                .forEach((name, type) -> imports.function(VALUES, name, type, arguments -> arguments[0]));
        Object came = ECHO.instantiate(imports.build(), TestComponents.PATIENT, recorder)
                .function(VALUES, function)
                .call(value);

        List<RepeatedCall> calls = repeated(file(recorder), ECHO);

        assertThat(calls).hasSize(2);
        assertThat(differences(calls)).isEmpty();
        RepeatedCall call = calls.getLast();
        FunctionType type = Objects.requireNonNull(call.call()).type();
        WitType result = Objects.requireNonNull(type.result());
        String text = ValueText.of(result, came);
        assertThat(ValueText.of(result, call.call().arguments()[0])).isEqualTo(text);
        assertThat(call.asked()).hasSize(1);
        assertThat(ValueText.of(result, call.asked().getFirst().call().arguments()[0]))
                .isEqualTo(text);
        assertThat(ValueText.of(
                        result, Objects.requireNonNull(call.asked().getFirst().answer())))
                .isEqualTo(text);
        assertThat(call.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Returned.class,
                        returned -> assertThat(ValueText.of(result, Objects.requireNonNull(returned.result())))
                                .isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf8", "utf16", "latin1-or-utf16"})
    void aStringOfAnyEncodingIsRepeated(String function) {
        Component strings = TestComponents.component("strings");
        strings.instantiate(Imports.none(), TestComponents.PATIENT, recorder)
                .function(Component.ROOT, function)
                .call("größer ✓ 🦀");

        RepeatedCall call = repeated(file(recorder), strings).getLast();

        assertThat(call.difference()).isEmpty();
        assertThat(call.outcome()).isEqualTo(new Outcome.Returned("größer ✓ 🦀"));
    }

    @Test
    void valuesAreReadAsText() {
        FunctionType type = ECHO.type().exportedInterfaces().get(VALUES).get("echo23");
        Object[] deep = EchoTest.deep(1);

        assertThat(ValueText.ofParameters(type.parameters(), new Object[] {deep}))
                .isEqualTo("value: {name: \"größer ✓ 🦀\", wides: [{a: true, b: -32768, c: 1.4E-45, d: \"no. 0\","
                        + " e: b\"\\x00\\xff\\x07\", f: some('🦀'), g: 18446744073709551615,"
                        + " h: {first: 255, second: -9223372036854775808}, i: (9, 3.141592653589793, \"no. 0!\")}],"
                        + " more: some([{first: 1, second: 2}, {first: 3, second: 4}])}");
    }

    @Test
    void whatWouldChangeATerminalIsNotShownAsItIs() {
        assertThat(ValueText.of(WitType.STRING, "a\u001b[2J\"\u202e")).isEqualTo("\"a\\u{1b}[2J\\\"\\u{202e}\"");
        assertThat(ValueText.of(WitType.list(WitType.U8), new byte[200])).endsWith("\"… of 200 bytes");
    }

    @Test
    void aCallThatTrapsIsRepeatedWithAllBeforeIt() {
        List<RepeatedCall> calls = repeated(shortRecording(), TROUBLE);

        assertThat(differences(calls)).isEmpty();
        assertThat(calls).extracting(RepeatedCall::number).containsExactly(0L, 1L, 2L, 3L);
        assertThat(calls.get(1).asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.answer()).isEqualTo(42L));
        assertThat(last(calls))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failing()).isEqualTo(Failing.TRAP));
    }

    @Test
    void aFailureOfTheHostAmidACallIsRepeated() {
        ComponentInstance instance = trouble(recorder, arguments -> {
            throw new IllegalStateException("disk full");
        });
        assertThatThrownBy(() -> call(instance, "call-host", 1L)).hasMessage("disk full");

        List<RepeatedCall> calls = repeated(file(recorder), TROUBLE);

        assertThat(differences(calls)).isEmpty();
        assertThat(last(calls)).isEqualTo(new Outcome.Failed(Failing.HOST, "disk full"));
    }

    @Test
    void aCallThatIsStoppedAtItsDeadlineIsRepeated() {
        Limits hasty = Limits.DEFAULT.withCallDeadline(Duration.ofMillis(200));
        ComponentInstance instance = TROUBLE.instantiate(
                Imports.builder().function("host", "call", arguments -> 0L).build(), hasty, recorder);
        assertThatThrownBy(() -> call(instance, "spin")).isInstanceOf(DeadlineExceededException.class);

        Replay replay = new Replay(Recording.read(file(recorder)), TROUBLE, hasty);

        assertThat(replay.next().orElseThrow().difference()).isEmpty();
        RepeatedCall spin = replay.next().orElseThrow();
        assertThat(spin.difference()).isEmpty();
        assertThat(spin.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.failing()).isEqualTo(Failing.DEADLINE));
    }

    @Test
    void callsWithCodeOfTheirOwnForValuesAreRecordedAsOthers() {
        FunctionType type = FunctionType.of(List.of(WitType.field("argument", WitType.U32)), WitType.U32);
        DirectHostFunction<Long> host = new DirectHostFunction<>(
                Passed.FLAT,
                Passed.FLAT,
                (memory, flat, address) -> () -> flat[0] + 1,
                (answer, memory, flat, address) -> flat[0] = answer);
        ComponentInstance instance = TROUBLE.instantiate(
                Imports.builder().function("host", "call", type, host).build(), TestComponents.PATIENT, recorder);
        ArgumentsLowering argument = (memory, flat, address) -> flat[0] = 41;
        Lifting<Long> result = (memory, flat, address) -> flat[0];
        instance.function(EXPORTED, "call-host")
                .direct(Passed.FLAT, Passed.FLAT)
                .call(argument, result);

        Recorder other = new Recorder(ROOMY);
        call(trouble(other, arguments -> (Long) arguments[0] + 1), "call-host", 41L);

        assertThat(file(recorder)).isEqualTo(file(other));
    }

    /** The counter of the component is in its memory. */
    @Test
    void aLongRecordingBeginsWithTheStateOfThatTime() {
        Recorder small = new Recorder(1 << 20);
        ComponentInstance instance = trouble(small, arguments -> arguments[0]);
        for (long i = 0; i < 20_000; i++) {
            call(instance, "call-host", i);
        }
        call(instance, "count");

        byte[] file = file(small);
        Recording recording = Recording.read(file);
        List<RepeatedCall> calls = repeated(file, TROUBLE);

        assertThat(file).hasSizeLessThan(3 << 20);
        assertThat(recording.beginsWithNewInstance()).isFalse();
        assertThat(recording.firstCall()).isPositive();
        assertThat(differences(calls)).isEmpty();
        assertThat(calls).hasSizeGreaterThan(1000);
        assertThat(calls.getLast().number()).isEqualTo(20_001);
        assertThat(last(calls)).isEqualTo(new Outcome.Returned(20_000L));
    }

    @Test
    void aStateIsRepeatedByItsComponentOnly() {
        Recorder small = new Recorder(2 << 20);
        ComponentInstance instance = trouble(small, arguments -> arguments[0]);
        Limits little = TestComponents.PATIENT.withMaxMemoryBytes(instance.memoryBytes());
        call(instance, "keep", 10L << 16);
        for (long i = 0; i < 40_000; i++) {
            call(instance, "call-host", i);
        }
        Recording recording = Recording.read(file(small));

        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> new Replay(recording, TROUBLE, little).next())
                .withMessageContaining("within as much memory");
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> new Replay(recording, ECHO, TestComponents.PATIENT))
                .withMessage("the recording has test:trouble/trouble spin as func(), and the component has no such"
                        + " function; name a component of the same world and version");
    }

    @Test
    void aCallThatIsLargerThanTheRoomIsLeftOutAndTheNextOnesAreThere() {
        Recorder small = new Recorder(1 << 20);
        ComponentInstance instance = trouble(small, arguments -> arguments[0]);
        call(instance, "batch", Collections.singletonList(new Object[] {1L, new byte[1 << 20]}));
        assertThat(small.leftOut()).isTrue();
        assertThat(Recording.read(file(small)).calls()).isEqualTo(1);

        call(instance, "call-host", 5L);

        assertThat(small.leftOut()).isFalse();
        List<RepeatedCall> calls = repeated(file(small), TROUBLE);
        assertThat(calls).extracting(RepeatedCall::number).containsExactly(2L);
        assertThat(differences(calls)).isEmpty();
    }

    @Test
    void whatCannotBeRepeatedIsNotRecorded() {
        Component resources = TestComponents.component("resources");
        HostFunction nothing = arguments -> null;
        resources.instantiate(
                Imports.builder()
                        .resource("test:resources/host", "file", Resource.ofHost("file", closed -> {}))
                        .function("test:resources/host", "open", nothing)
                        .function("test:resources/host", "[method]file.read", nothing)
                        .build(),
                TestComponents.PATIENT,
                recorder);

        assertThat(recorder.recording(Map.of())).isEmpty();
        assertThat(recorder.lost()).contains("passes handles");
    }

    /** A host that answers otherwise stands for a component that asks and returns otherwise. */
    @Test
    void theFirstDifferenceIsTold() {
        byte[] file = shortRecording();

        byte[] other = with(file, "41", 1, bytes -> bytes[2] = 40);
        assertThat(differences(repeated(other, TROUBLE)))
                .containsExactly(new Difference("host call, argument", "41", "40"));
        other = with(file, "the result", 1, bytes -> bytes[bytes.length - 1] = 43);
        assertThat(differences(repeated(other, TROUBLE))).containsExactly(new Difference("result", "43", "42"));
    }

    private interface Change {
        void in(byte[] call);
    }

    /** The recording with one of its calls changed, and the checksum right. */
    private static byte[] with(byte[] file, String what, int call, Change change) {
        byte[] changed = file.clone();
        ByteBuffer in = ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN);
        int left = call + 1;
        for (int at = 12; at < changed.length; at += 9 + in.getInt(at)) {
            int length = in.getInt(at);
            if (changed[at + 4] == 'C' && --left == 0) {
                byte[] carried = Arrays.copyOfRange(changed, at + 5, at + 5 + length);
                change.in(carried);
                System.arraycopy(carried, 0, changed, at + 5, length);
                CRC32C sum = new CRC32C();
                sum.update(changed, at, 5 + length);
                in.putInt(at + 5 + length, (int) sum.getValue());
                return changed;
            }
        }
        throw new IllegalArgumentException("no such call to change " + what + " in");
    }

    @Test
    void aRecordingInWhichAByteIsAnotherOneIsRefused() {
        byte[] file = shortRecording();

        for (int at = 0; at < file.length; at++) {
            for (int flipped : new int[] {0x01, 0x80, 0xff}) {
                byte[] damaged = file.clone();
                damaged[at] ^= (byte) flipped;
                assertThatExceptionOfType(RecordingException.class)
                        .as("byte %d, bits %x", at, flipped)
                        .isThrownBy(() -> Recording.read(damaged))
                        .withMessageStartingWith("at byte ");
            }
        }
    }

    @Test
    void aRecordingThatIsCutOffOrGoesOnIsRefused() {
        byte[] file = shortRecording();

        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatExceptionOfType(RecordingException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> Recording.read(cut))
                    .withMessageContaining("cut off");
        }
        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.read(Arrays.copyOf(file, file.length + 2)))
                .withMessage("at byte " + file.length + " 2 bytes follow the end of the recording");
    }

    @Test
    void aRecordingOfAnotherFormatIsRefused() {
        byte[] file = shortRecording();
        file[8] = 2;

        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> Recording.read(file))
                .withMessage("at byte 8 the recording is of format 2, and this program reads format 1; use the version"
                        + " of the project that wrote it");
    }

    /** Whoever means harm writes the checksums, too. */
    @Test
    void valuesThatAreNoneAreRefusedOrDiffer() {
        byte[] file = shortRecording();

        for (int call = 0; call < 4; call++) {
            int[] length = new int[1];
            with(file, "nothing", call, bytes -> length[0] = bytes.length);
            for (int at = 0; at < length[0]; at++) {
                for (int flipped : new int[] {0x01, 0x02, 0x10, 0x80, 0xff}) {
                    int position = at;
                    byte[] changed = with(file, "a byte", call, bytes -> bytes[position] ^= (byte) flipped);
                    try {
                        repeated(changed, TROUBLE);
                    } catch (RecordingException e) {
                        assertThat(e).hasMessageStartingWith("at byte ");
                    }
                }
            }
        }
    }

    @Test
    void aLengthIsHeldAgainstTheBytesThatAreThere() {
        byte[] file = shortRecording();
        byte[] changed = with(file, "the number of entries", 2, bytes -> bytes[2] = 0x7f);

        assertThatExceptionOfType(RecordingException.class)
                .isThrownBy(() -> repeated(changed, TROUBLE))
                .withMessageContaining("there is a length of a list 127; the highest is ");
    }
}
