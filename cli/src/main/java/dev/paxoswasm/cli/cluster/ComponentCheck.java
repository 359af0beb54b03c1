package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.InterruptGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Has the services' own program look at components before a node is started with one: whether each is a component, and
 * of the world of its role. What they compile to is kept for the nodes.
 */
public final class ComponentCheck {
    private static final int REFUSED = 1;
    private static final int OUT_OF_MEMORY = 3;

    private final Programs programs;
    private final String heap;

    /** @param heap what a node has, as in {@code 512m} */
    public ComponentCheck(Programs programs, String heap) {
        this.programs = programs;
        this.heap = heap;
    }

    /**
     * @param roles what each is to serve as
     * @throws Failure if one cannot serve, in one line
     */
    public void require(Map<ComponentFile, List<Role>> roles) {
        List<String> arguments = roles.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(role -> role.word() + "=" + entry.getKey().digest() + "="
                                + entry.getKey().file()))
                .toList();
        if (arguments.isEmpty()) {
            return;
        }
        try {
            Process process = new ProcessBuilder(programs.componentCheck(heap, arguments))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
            InterruptGuard.during(process::destroy, () -> process.onExit().join());
            judge(process.exitValue(), said.join().strip(), roles);
        } catch (IOException e) {
            throw new Failure("cannot check a component: " + e.getMessage());
        }
    }

    private void judge(int exitCode, String said, Map<ComponentFile, List<Role>> roles) {
        switch (exitCode) {
            case 0 -> {}
            case REFUSED -> throw new Failure(said);
            case OUT_OF_MEMORY ->
                throw new Failure("a heap of " + heap + " is not enough for "
                        + String.join(
                                ", ",
                                roles.keySet().stream()
                                        .map(component -> component.file().toString())
                                        .toList())
                        + "; give more with --heap");
            default -> throw new Failure("the check of a component ended with exit code " + exitCode + ": " + said);
        }
    }

    private static String read(Process process) {
        try {
            return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
