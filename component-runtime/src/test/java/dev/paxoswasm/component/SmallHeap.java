package dev.paxoswasm.component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@link SmallHeapTest} runs in a JVM of its own; it ends with 0 if all was as it should be. */
final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "hoards" -> hoards();
            case "parses" -> parses();
            case "fills" -> fills();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private static void hoards() {
        ComponentInstance tuples = TestComponents.component("hoard-tuples")
                .instantiate(Imports.none(), TestComponents.PATIENT.withMaxMemoryBytes(64 << 20));
        expect(
                ComponentTrapException.class,
                () -> tuples.function(Component.ROOT, "f").call());
        spins();
    }

    private static void parses() {
        HostileComponents.all().forEach((name, binary) -> HostileTest.parsedAndInstantiatedOrRefused(binary));
        spins();
    }

    /** Fills the heap in several threads until it is full, time and again, while calls run and end. */
    private static void fills() throws InterruptedException {
        spins();
        for (int round = 0; round < 5; round++) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                threads.add(Thread.ofPlatform().start(SmallHeap::fill));
            }
            try {
                spins();
            } catch (OutOfMemoryError e) {
                // It hit this thread; the watchdog must not have been hit by any.
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        spins();
    }

    private static void fill() {
        List<byte[]> hoard = new ArrayList<>();
        try {
            while (true) {
                hoard.add(new byte[1 << 10]);
            }
        } catch (OutOfMemoryError e) {
            hoard.clear();
        }
    }

    private static void spins() {
        Limits limits = TestComponents.PATIENT.withCallDeadline(Duration.ofSeconds(1));
        expect(
                DeadlineExceededException.class,
                () -> TestComponents.component("spin")
                        .instantiate(Imports.none(), limits)
                        .function(Component.ROOT, "spin")
                        .call());
    }

    private static void expect(Class<? extends Exception> expected, Runnable code) {
        try {
            code.run();
        } catch (RuntimeException e) {
            if (expected.isInstance(e)) {
                return;
            }
            throw e;
        }
        throw new IllegalStateException("no " + expected.getSimpleName());
    }
}
