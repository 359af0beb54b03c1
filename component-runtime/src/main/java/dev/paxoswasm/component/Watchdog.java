package dev.paxoswasm.component;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that looks at all running calls every few milliseconds and interrupts those past their deadline, which
 * Chicory's code answers by stopping. A call costs no timer: it only writes down when it must be over. While no call
 * runs the thread sleeps.
 *
 * <p>A heap that is full for others must not end it: it makes no object once it runs, goes on whatever is thrown at
 * it, and would be replaced by the next call if it were gone.
 */
final class Watchdog {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How many times nothing must be found running before the thread sleeps until woken. */
    private static final int IDLE_ROUNDS = 10;

    private static final AtomicReference<@Nullable Watched> CALLS = new AtomicReference<>();
    private static final Object STARTING = new Object();
    private static volatile State state = State.GONE;
    private static volatile @Nullable Thread thread;

    private enum State {
        LOOKING,
        ASLEEP,
        GONE
    }

    /** An entry of a list that grows at its head, and shrinks behind it by the watchdog alone. */
    private static final class Watched extends WeakReference<RunningCall> {

        private @Nullable Watched next;

        Watched(RunningCall call) {
            super(call);
        }
    }

    private Watchdog() {}

    static void watch(RunningCall call) {
        Watched added = new Watched(call);
        @Nullable Watched head;
        do {
            head = CALLS.get();
            added.next = head;
        } while (!CALLS.compareAndSet(head, added));
    }

    /**
     * To be called after a call has been marked running.
     *
     * @throws OutOfMemoryError if there is no thread that would stop the call, and none can be made
     */
    static void wake() {
        if (state != State.LOOKING) {
            wakeOrStart();
        }
    }

    private static void wakeOrStart() {
        synchronized (STARTING) {
            if (state == State.GONE) {
                Thread started =
                        Thread.ofPlatform().daemon().name("component-deadlines").unstarted(Watchdog::run);
                started.start();
                thread = started;
            }
            state = State.LOOKING;
        }
        LockSupport.unpark(thread);
    }

    private static void run() {
        try {
            while (true) {
                try {
                    watch();
                } catch (Throwable survived) {
                    LockSupport.parkNanos(PERIOD_NANOS);
                }
            }
        } finally {
            state = State.GONE;
        }
    }

    private static void watch() {
        int idleRounds = 0;
        while (true) {
            idleRounds = anyRunning() ? 0 : idleRounds + 1;
            if (idleRounds < IDLE_ROUNDS) {
                LockSupport.parkNanos(PERIOD_NANOS);
                continue;
            }
            state = State.ASLEEP;
            // Whoever began before it could see the line above is seen by this look.
            while (state == State.ASLEEP && !anyRunning()) {
                LockSupport.park();
            }
            state = State.LOOKING;
            idleRounds = 0;
        }
    }

    private static boolean anyRunning() {
        boolean any = false;
        long now = System.nanoTime();
        @Nullable Watched before = null;
        for (Watched watched = CALLS.get(); watched != null; watched = watched.next) {
            RunningCall call = watched.get();
            if (call == null) {
                if (before != null) {
                    before.next = watched.next;
                } else if (!CALLS.compareAndSet(watched, watched.next)) {
                    // Others were added before it meanwhile, so it is found again next time.
                    before = watched;
                }
                continue;
            }
            before = watched;
            any |= isRunning(call, now);
        }
        return any;
    }

    private static boolean isRunning(RunningCall call, long now) {
        try {
            return call.check(now);
        } catch (Throwable survived) {
            // Most likely an OutOfMemoryError, of which telling could cause the next one. It is looked at again.
            return true;
        }
    }
}
