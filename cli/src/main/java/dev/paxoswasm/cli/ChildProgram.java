package dev.paxoswasm.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A program in a JVM of its own, which ends with this one: by itself, by Ctrl-C, or when this one is told to end. */
final class ChildProgram {
    private ChildProgram() {}

    /**
     * Runs a program and shows what it says.
     *
     * @return its exit code
     * @throws Failure if it cannot be started
     */
    static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            InterruptGuard.during(() -> end(process), () -> exitCode.complete(await(process)));
            return exitCode.join();
        } catch (IOException e) {
            throw new Failure("cannot start " + command.getFirst() + ": " + e.getMessage());
        }
    }

    private static void end(Process process) {
        process.destroy();
        await(process);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }
}
