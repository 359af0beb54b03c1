package dev.paxoswasm.cli.cluster;

import java.nio.file.Path;
import java.util.Optional;

/** What is noted about a node that was started. */
public record NodeRecord(Node node, NodeProcess process, Path log) {
    /** The id of its process, if that still lives. */
    public Optional<Long> livingPid() {
        return process.living().map(ProcessHandle::pid);
    }

    public boolean lives() {
        return process.living().isPresent();
    }
}
