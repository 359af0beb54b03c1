package dev.paxoswasm.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No component runs longer or takes more memory than it may, and one that failed is not called again. */
@Timeout(60)
class LimitsTest {

    private static final Component TROUBLE = TestComponents.component("trouble");
    private static final String EXPORTED = "test:trouble/trouble";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Limits HURRIED = Limits.DEFAULT.withCallDeadline(SHORT);

    @BeforeAll
    static void warmUp() {
        call(instance(TestComponents.PATIENT), "count");
    }

    enum Kind {
        PLATFORM,
        VIRTUAL;

        <T> T run(Callable<T> code) throws Exception {
            try (ExecutorService threads = this == VIRTUAL
                    ? Executors.newVirtualThreadPerTaskExecutor()
                    : Executors.newSingleThreadExecutor()) {
                return threads.submit(code).get();
            }
        }
    }

    private static ComponentInstance instance(Limits limits) {
        return instance(limits, arguments -> arguments[0]);
    }

    private static ComponentInstance instance(Limits limits, HostFunction host) {
        return TROUBLE.instantiate(
                Imports.builder().function("host", "call", host).build(), limits);
    }

    private static Object call(ComponentInstance instance, String function, Object... arguments) {
        return instance.function(EXPORTED, function).call(arguments);
    }

    private static void assertPoisoned(ComponentInstance instance) {
        assertThat(instance.poisoned()).isTrue();
        assertThatExceptionOfType(InstancePoisonedException.class).isThrownBy(() -> call(instance, "count"));
    }

    @ParameterizedTest
    @EnumSource
    void aLoopWithoutEndIsStoppedAtTheDeadline(Kind thread) throws Exception {
        ComponentInstance instance = instance(HURRIED);
        long taken = thread.run(() -> {
            long start = System.nanoTime();
            assertThatExceptionOfType(DeadlineExceededException.class)
                    .isThrownBy(() -> call(instance, "spin"))
                    .withMessage("function spin of " + EXPORTED + " ran longer than PT0.3S and was stopped");
            long nanos = System.nanoTime() - start;
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return nanos;
        });
        assertThat(Duration.ofNanos(taken)).isBetween(SHORT, SHORT.plusSeconds(20));
        assertPoisoned(instance);
    }

    @Test
    void aStartFunctionWithoutEndIsStoppedAtTheDeadline() {
        assertThatExceptionOfType(DeadlineExceededException.class)
                .isThrownBy(() -> TestComponents.component("start-spins").instantiate(Imports.none(), HURRIED))
                .withMessageContaining("its instantiation ran longer");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aStartFunctionThatTrapsIsTold() {
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> TestComponents.component("start-traps").instantiate(Imports.none(), HURRIED))
                .withMessageStartingWith("its instantiation trapped: ");
    }

    @ParameterizedTest
    @EnumSource
    void aHostFunctionThatBlocksIsInterruptedAtTheDeadline(Kind thread) throws Exception {
        ComponentInstance instance = instance(HURRIED, arguments -> {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(30));
            return arguments[0];
        });
        thread.run(() -> {
            assertThatExceptionOfType(DeadlineExceededException.class)
                    .isThrownBy(() -> call(instance, "call-host", 1L));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return null;
        });
        assertPoisoned(instance);
    }

    @Test
    void theDeadlineOfAnOuterCallHoldsInsideAnInnerOne() {
        ComponentInstance inner = instance(TestComponents.PATIENT);
        ComponentInstance outer = instance(HURRIED, arguments -> call(inner, "spin"));
        assertThatExceptionOfType(DeadlineExceededException.class).isThrownBy(() -> call(outer, "call-host", 1L));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(inner.poisoned()).isTrue();
    }

    @Test
    void theDeadlineOfAnInnerCallIsNotTheOuterOnes() {
        ComponentInstance inner = instance(HURRIED);
        ComponentInstance outer = instance(TestComponents.PATIENT, arguments -> {
            try {
                return call(inner, "spin");
            } catch (DeadlineExceededException e) {
                return 99L;
            }
        });
        assertThat(call(outer, "call-host", 1L)).isEqualTo(99L);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptFromElsewhereStopsTheCallAndStays(Kind kind) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ComponentInstance instance = instance(TestComponents.PATIENT, arguments -> {
            begun.countDown();
            return call(instance(TestComponents.PATIENT), "spin");
        });
        kind.run(() -> {
            Thread caller = Thread.currentThread();
            Thread.ofVirtual().start(() -> {
                try {
                    begun.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                caller.interrupt();
            });
            assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(() -> call(instance, "call-host", 1L));
            assertThat(Thread.interrupted()).isTrue();
            return null;
        });
        assertPoisoned(instance);
    }

    @Test
    void anInterruptBeforeTheCallKeepsItFromBeginning() {
        ComponentInstance instance = instance(HURRIED);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(() -> call(instance, "count"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(call(instance, "count")).isEqualTo(0L);
    }

    @Test
    void noLateInterruptHitsTheCallerAfterACallThatEndsAtItsDeadline() {
        Limits tight = Limits.DEFAULT.withCallDeadline(Duration.ofMillis(30));
        ComponentInstance other = instance(TestComponents.PATIENT);
        int exceeded = 0;
        for (int i = 0; i < 150; i++) {
            long spin = 29_000_000 + i * 20_000L;
            try {
                call(instance(tight, arguments -> spinning(spin)), "call-host", 1L);
            } catch (DeadlineExceededException e) {
                exceeded++;
            }
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            call(other, "count");
        }
        assertThat(exceeded).isPositive();
    }

    private static Long spinning(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return 0L;
    }

    @Test
    void aCallFromAnotherThreadWhileOneRunsIsRefused() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ComponentInstance instance = instance(TestComponents.PATIENT, arguments -> {
            inside.countDown();
            try {
                done.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return arguments[0];
        });
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Object> first = threads.submit(() -> call(instance, "call-host", 5L));
            inside.await();
            assertThatIllegalStateException()
                    .isThrownBy(() -> call(instance, "count"))
                    .withMessageContaining("another thread");
            done.countDown();
            assertThat(first.get()).isEqualTo(5L);
        }
        assertThat(call(instance, "count")).isEqualTo(1L);
    }

    @Test
    void aTrapIsToldAndPoisonsTheInstanceButNotTheNextOne() {
        ComponentInstance instance = instance(HURRIED);
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> call(instance, "panic", "on purpose"))
                .withMessage("function panic of " + EXPORTED + " trapped: Trapped on unreachable instruction");
        assertPoisoned(instance);
        assertThat(call(instance(HURRIED), "count")).isEqualTo(0L);
    }

    @ParameterizedTest
    @EnumSource
    void recursionWithoutEndIsATrap(Kind thread) throws Exception {
        ComponentInstance instance = instance(TestComponents.PATIENT);
        thread.run(() -> {
            assertThatExceptionOfType(ComponentTrapException.class)
                    .isThrownBy(() -> call(instance, "recurse", 0L))
                    .withMessageContaining("call stack exhausted");
            return null;
        });
        assertPoisoned(instance);
    }

    @Test
    void aComponentThatEatsMemoryIsStoppedAtItsLimit() {
        ComponentInstance instance = instance(TestComponents.PATIENT.withMaxMemoryBytes(8 << 20));
        assertThatExceptionOfType(MemoryLimitException.class)
                .isThrownBy(() -> call(instance, "eat"))
                .withMessageContaining("it was refused more memory than its limit of 8388608 bytes");
        assertThat(instance.memoryBytes()).isLessThanOrEqualTo(8 << 20);
        assertPoisoned(instance);
    }

    @Test
    void memoryThatIsWithinTheLimitIsGiven() {
        ComponentInstance instance = instance(TestComponents.PATIENT.withMaxMemoryBytes(32 << 20));
        assertThat(call(instance, "keep", 20L << 20)).isEqualTo(20L << 20);
        assertThat(instance.memoryBytes()).isBetween(20L << 20, 32L << 20);
    }

    @Test
    void moreMemoryAtTheStartThanAllowedIsRefused() {
        Component large = TestComponents.component("large");
        assertThat(large.instantiate(Imports.none(), Limits.DEFAULT).memoryBytes())
                .isEqualTo(2 * 32 * 65536);
        assertThatExceptionOfType(MemoryLimitException.class)
                .isThrownBy(() -> large.instantiate(Imports.none(), Limits.DEFAULT.withMaxMemoryBytes(63 * 65536)))
                .withMessage("the component declares a memory of 32 pages (2097152 bytes); its limit is 4128768 bytes, "
                        + "of which other memories take 2097152");
    }

    @Test
    void tablesAreBoundedTogether() {
        Component large = TestComponents.component("large");
        assertThatExceptionOfType(ComponentTrapException.class)
                .isThrownBy(() -> large.instantiate(Imports.none(), Limits.DEFAULT.withMaxTableElements(1999)))
                .withMessageContaining("a table of 1000 elements, but 999 of its limit of 1999 are left");
        ComponentInstance instance = large.instantiate(Imports.none(), Limits.DEFAULT.withMaxTableElements(2010));
        ComponentFunction grow = instance.function(Component.ROOT, "grow-table");
        assertThat(grow.call(11)).isEqualTo(-1);
        assertThat(grow.call(10)).isEqualTo(1000);
        assertThat(grow.call(1)).isEqualTo(-1);
    }

    @Test
    void aTableThatGrewInOneInstanceIsNewInTheNext() {
        Component large = TestComponents.component("large");
        for (int i = 0; i < 3; i++) {
            ComponentFunction grow =
                    large.instantiate(Imports.none(), Limits.DEFAULT).function(Component.ROOT, "grow-table");
            assertThat(grow.call(500)).isEqualTo(1000);
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HURRIED.withCallDeadline(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> HURRIED.withMaxMemoryBytes(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> HURRIED.withMaxTableElements(-1));
        assertThat(call(instance(HURRIED.withCallDeadline(Duration.ofDays(1_000_000))), "count"))
                .isEqualTo(0L);
    }
}
