package dev.paxoswasm.component;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that looks at all running calls every few milliseconds and interrupts those past their deadline, which
 * Chicory's code answers by stopping. A call costs no timer: it only writes down when it must be over. While no call runs
 * the thread sleeps.
 */
final class Watchdog {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How many times nothing must be found running before the thread sleeps until woken. */
    private static final int IDLE_ROUNDS = 10;

    private static final Queue<WeakReference<RunningCall>> CALLS = new ConcurrentLinkedQueue<>();
    private static final Thread THREAD =
            Thread.ofPlatform().daemon().name("component-deadlines").unstarted(Watchdog::run);
    private static volatile boolean asleep;

    static {
        THREAD.start();
    }

    private Watchdog() {}

    static void watch(RunningCall call) {
        CALLS.add(new WeakReference<>(call));
    }

    /** To be called after a call has been marked running. */
    static void wake() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(THREAD);
        }
    }

    private static void run() {
        int idleRounds = 0;
        while (true) {
            idleRounds = anyRunning() ? 0 : idleRounds + 1;
            if (idleRounds < IDLE_ROUNDS) {
                LockSupport.parkNanos(PERIOD_NANOS);
                continue;
            }
            asleep = true;
            // Whoever began before it could see the line above is seen by this look.
            while (asleep && !anyRunning()) {
                LockSupport.park();
            }
            asleep = false;
            idleRounds = 0;
        }
    }

    private static boolean anyRunning() {
        boolean any = false;
        long now = System.nanoTime();
        for (Iterator<WeakReference<RunningCall>> calls = CALLS.iterator(); calls.hasNext(); ) {
            RunningCall call = calls.next().get();
            if (call == null) {
                calls.remove();
            } else if (call.check(now)) {
                any = true;
            }
        }
        return any;
    }
}
