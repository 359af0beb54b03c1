package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.InterruptGuard;
import dev.paxoswasm.cli.api.ClientApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the ahead-of-time cache: runs a cluster in one JVM for a moment, on ports and in a folder of its own, and has
 * the JVM write down what it loaded when it ends.
 */
public final class Training {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(120);
    private static final int PROPOSALS = 50;
    private static final int WAIT_SECONDS = 10;

    private final Programs programs;
    private final StartCache cache;

    public Training(Programs programs) {
        this.programs = programs;
        this.cache = programs.startCache();
    }

    /** Whether it was done since the last build. */
    public boolean isDone() {
        return cache.isTrained();
    }

    /** @throws Failure if no cache came of it; everything works without one, only slower */
    public void run() {
        cache.application();
        Path folder = cache.folder().resolve("training");
        Path next = cache.folder().resolve("paxos.aot.next");
        DataDirectory data = new DataDirectory(folder);
        try {
            Folders.delete(folder);
            data.create();
            Layout layout = FreePorts.layout(Map.of());
            Launcher launcher = new Launcher(
                    programs,
                    data,
                    layout,
                    ComponentSelection.NONE,
                    "512m",
                    Compilation.FULL,
                    List.of(),
                    Optional.of(next));
            Startup startup = new Startup(launcher, START_TIMEOUT);
            InterruptGuard.during(() -> startup.undo(Mode.ONE_PROCESS, List.of()), () -> {
                ClusterRecord record = startup.run(Mode.ONE_PROCESS, List.of(), layout.nodes(), Progress.silent());
                exercise(layout);
                Stop.all(record.nodes(), WRITE_TIMEOUT, _ -> {});
            });
            if (!Files.exists(next)) {
                throw new Failure("the JVM wrote no cache; see " + data.log("standalone"));
            }
            Files.move(next, cache.file(), StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(folder);
        } catch (IOException e) {
            throw new Failure("cannot train: " + e);
        }
    }

    private static void exercise(Layout layout) {
        ClientApi client =
                new ClientApi(URI.create(layout.of(Role.CLIENT).getFirst().url()));
        for (int i = 1; i <= PROPOSALS; i++) {
            client.propose(("value " + i).getBytes(StandardCharsets.UTF_8), WAIT_SECONDS);
        }
        client.log(1, PROPOSALS, false);
    }
}
