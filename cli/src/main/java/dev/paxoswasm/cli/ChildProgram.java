package dev.paxoswasm.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own, which ends with this one: by itself, by Ctrl-C, or when this one is told to end. */
final class ChildProgram {
    private final List<String> command;
    private @Nullable Process process;
    private boolean ended;

    private ChildProgram(List<String> command) {
        this.command = command;
    }

    /**
     * Runs a program and shows what it says.
     *
     * @return its exit code
     * @throws Failure if it cannot be started
     */
    static int run(List<String> command) {
        ChildProgram program = new ChildProgram(command);
        CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        InterruptGuard.during(program::end, () -> exitCode.complete(await(program.start())));
        return exitCode.join();
    }

    private synchronized Process start() {
        if (ended) {
            throw new Failure("interrupted");
        }
        try {
            Process started = new ProcessBuilder(command).inheritIO().start();
            process = started;
            return started;
        } catch (IOException e) {
            throw new Failure("cannot start " + command.getFirst() + ": " + e.getMessage());
        }
    }

    private synchronized void end() {
        ended = true;
        if (process != null) {
            process.destroy();
            await(process);
        }
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
