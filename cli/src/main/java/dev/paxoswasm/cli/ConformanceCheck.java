package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ComponentFile;
import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Has the conformance kit examine a component, before a node runs it. */
final class ConformanceCheck {

    private ConformanceCheck() {}

    /**
     * @return how many rules it keeps, in words
     * @throws Failure if it breaks one, with what was sent, what came and what is right; or could not be examined
     */
    static String require(Role role, ComponentFile component) {
        List<String> command =
                Programs.ofProject().conform(List.of(component.file().toString(), role.word(), "1", "0"));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            CompletableFuture<String> said = CompletableFuture.supplyAsync(() -> read(process));
            InterruptGuard.during(process::destroy, () -> process.onExit().join());
            List<String> lines = said.join().lines().toList();
            if (process.exitValue() != 0) {
                throw new Failure(component.file() + " is no " + role.word() + " that keeps to the contract;"
                        + " --unexamined takes it all the same\n"
                        + String.join(
                                "\n",
                                lines.stream().filter(ConformanceCheck::tells).toList()));
            }
            return lines.stream()
                    .filter(line -> line.contains(" rules: "))
                    .findFirst()
                    .orElseThrow(() -> new Failure("the examination of " + component.file() + " said nothing"));
        } catch (IOException e) {
            throw new Failure("cannot examine " + component.file() + ": " + e.getMessage());
        }
    }

    /** All but the rules that are kept. */
    private static boolean tells(String line) {
        return !line.startsWith("ok ") && !line.contains(" random sequences ");
    }

    private static String read(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
