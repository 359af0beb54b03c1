package dev.paxoswasm.component.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.ComponentLinkException;
import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.DeadlineExceededException;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.ResultValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A program of Rust's standard library, as its target for WASI 0.2 makes it. */
class WasiTest {

    private static final String GUEST = "test:guest/guest@0.1.0";
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00.123456789Z");

    private static Component program;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @BeforeAll
    static void parse() throws IOException {
        try (InputStream in = WasiTest.class.getResourceAsStream("/components/guest.wasm")) {
            program = Component.parse(in.readAllBytes());
        }
    }

    /** A clock that stands but for sleeping, and for one nanosecond a look. */
    private static MonotonicClock simulated() {
        AtomicLong now = new AtomicLong(1_000);
        return new MonotonicClock() {
            @Override
            public long now() {
                return now.getAndIncrement();
            }

            @Override
            public void sleepUntil(long when) {
                now.accumulateAndGet(when, Math::max);
            }
        };
    }

    private Wasi.Builder all() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("MODE", "test");
        variables.put("EMPTY", "");
        return Wasi.builder()
                .environment(variables, List.of("program", "--slow"))
                .exit()
                .stdin("first\nsecond".getBytes(UTF_8))
                .stdout(stdout)
                .stderr(stderr)
                .wallClock(InstantSource.fixed(NOON))
                .monotonicClock(simulated())
                .random(new Random(1));
    }

    private static ComponentInstance instance(Wasi.Builder granted, Limits limits) {
        Imports.Builder imports = Imports.builder();
        granted.build().offer(imports);
        return program.instantiate(imports.build(), limits);
    }

    private static Object call(Wasi.Builder granted, String function, Object... arguments) {
        return instance(granted, Limits.DEFAULT).function(GUEST, function).call(arguments);
    }

    private static List<String> texts(Object[] tuple) {
        return List.of((String) tuple[0], (String) tuple[1]);
    }

    @Test
    void whatIsNotGrantedIsNamed() {
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> instance(Wasi.builder(), Limits.DEFAULT))
                .withMessageContaining("function get-environment of wasi:cli/environment@0.2.6:"
                        + " func() -> list<tuple<string, string>>, which the host does not offer")
                .withMessageContaining("function exit of wasi:cli/exit@0.2.6")
                .withMessageContaining("function get-stdin of wasi:cli/stdin@0.2.6")
                .withMessageContaining("function get-stdout of wasi:cli/stdout@0.2.6")
                .withMessageContaining("function get-stderr of wasi:cli/stderr@0.2.6")
                .withMessageContaining("function now of wasi:clocks/wall-clock@0.2.6")
                .withMessageContaining("function now of wasi:clocks/monotonic-clock@0.2.6")
                .withMessageContaining("function insecure-seed of wasi:random/insecure-seed@0.2.6");
    }

    @Test
    void linesGoWhereTheHostWantsThem() {
        assertThat(call(all(), "say", "all is well", "hardly a problem")).isEqualTo(ResultValue.ok(null));
        assertThat(stdout.toString(UTF_8)).isEqualTo("all is well\n");
        assertThat(stderr.toString(UTF_8)).isEqualTo("hardly a problem\n");
    }

    @Test
    void moreThanFitsAtOnceIsWrittenInParts() {
        String much = "x".repeat(300_000);
        assertThat(call(all(), "say", much, "")).isEqualTo(ResultValue.ok(null));
        assertThat(stdout.toString(UTF_8)).isEqualTo(much + "\n");
    }

    @Test
    void aSinkThatFailsIsAnErrorOfTheGuest() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the log is full");
            }
        };
        assertThat(call(all().stdout(full), "say", "x", "y"))
                .isInstanceOfSatisfying(
                        ResultValue.Err.class,
                        error -> assertThat(error.payload()).asString().isNotBlank());
        assertThat(stderr.size()).isZero();
    }

    @Test
    void standardInputEnds() {
        ComponentInstance instance = instance(all(), Limits.DEFAULT);
        assertThat(instance.function(GUEST, "hear").call()).isEqualTo(ResultValue.ok("first\nsecond"));
        assertThat(instance.function(GUEST, "hear").call()).isEqualTo(ResultValue.ok(""));
    }

    @Test
    void theGuestSeesTheEnvironmentThatItIsGivenAndNoOther() {
        assertThat(call(all(), "arguments")).isEqualTo(List.of("program", "--slow"));
        assertThat((List<?>) call(all(), "variables"))
                .map(each -> texts((Object[]) each))
                .containsExactly(List.of("MODE", "test"), List.of("EMPTY", ""));
    }

    @Test
    void clocksAreTheHosts() {
        assertThat((Object[]) call(all(), "clocks")).containsExactly(NOON.getEpochSecond(), 1L);
    }

    @Test
    void sleepTakesNoTimeOnASimulatedClock() {
        long hour = Duration.ofHours(1).toMillis();
        assertThat((Long) call(all(), "sleep", hour)).isBetween(hour * 1_000_000, hour * 1_000_000 + 1_000);
    }

    @Test
    void sleepOnTheClockOfThisMachineEndsAtTheDeadline() {
        Wasi.Builder real = all().monotonicClock(MonotonicClock.system());
        assertThat((Long) call(real, "sleep", 5L)).isGreaterThanOrEqualTo(5_000_000);
        ComponentInstance hasty = instance(real, Limits.DEFAULT.withCallDeadline(Duration.ofMillis(300)));
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> hasty.function(GUEST, "sleep").call(3_600_000L));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void randomNumbersAreTheHosts() {
        Object hash = call(all(), "hash", "word");
        assertThat(call(all(), "hash", "word")).isEqualTo(hash);
        assertThat(call(all().random(new Random(2)), "hash", "word")).isNotEqualTo(hash);
    }

    @Test
    void thereAreNoFiles() {
        assertThat(call(all(), "read", "/etc/passwd"))
                .isInstanceOfSatisfying(
                        ResultValue.Err.class,
                        error -> assertThat(error.payload()).asString().isNotBlank());
    }

    @Test
    void aGuestThatExitsEndsItsInstance() {
        ComponentInstance leaving = instance(all(), Limits.DEFAULT);
        assertThatExceptionOfType(WasiExitException.class)
                .isThrownBy(() -> leaving.function(GUEST, "leave").call(0))
                .satisfies(exit -> assertThat(exit.status()).isEqualTo(WasiExitException.Status.SUCCESS));
        assertThat(leaving.poisoned()).isTrue();
        assertThatExceptionOfType(WasiExitException.class)
                .isThrownBy(() -> call(all(), "leave", 3))
                .satisfies(exit -> assertThat(exit.status()).isEqualTo(WasiExitException.Status.FAILURE));
    }

    @Test
    void aPanicIsToldOnStandardError() {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(all(), "panic", "out of luck"))
                .withMessageContaining("function panic of " + GUEST + " trapped");
        assertThat(stderr.toString(UTF_8)).contains("out of luck");
    }

    @Test
    void whatIsDeniedAtTheCallCanBeImported() {
        Wasi.Builder logging = Wasi.builder().stdout(stdout).stderr(stderr).denyAtCall();
        assertThat(call(logging, "say", "on", "off")).isEqualTo(ResultValue.ok(null));
        assertThat(stdout.toString(UTF_8)).isEqualTo("on\n");
        assertThatExceptionOfType(WasiDeniedException.class)
                .isThrownBy(() -> call(logging, "clocks"))
                .withMessage("the guest called now of wasi:clocks/wall-clock@0.2.6, which is not granted");
    }

    @Test
    void whatABuilderGrantsLaterIsForTheNext() {
        Wasi.Builder builder = Wasi.builder();
        Wasi before = builder.build();
        builder.stdout(stdout);
        Imports.Builder imports = Imports.builder();
        before.offer(imports);
        assertThatExceptionOfType(ComponentLinkException.class)
                .isThrownBy(() -> program.instantiate(imports.build(), Limits.DEFAULT))
                .withMessageContaining("wasi:cli/stdout");
    }
}
