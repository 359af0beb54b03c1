package dev.paxoswasm.cli.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is noted about a node that was started.
 *
 * @param failure why it did not start; its process may live on with other nodes
 */
public record NodeRecord(Node node, NodeProcess process, Path log, Optional<String> failure) {
    NodeRecord(Node node, NodeProcess process, Path log) {
        this(node, process, log, Optional.empty());
    }

    NodeRecord failed(String why) {
        return new NodeRecord(node, process, log, Optional.of(why));
    }

    /** The id of its process, if the node still lives in it. */
    public Optional<Long> livingPid() {
        return failure.isPresent() ? Optional.empty() : process.living().map(ProcessHandle::pid);
    }

    public boolean lives() {
        return failure.isEmpty() && process.living().isPresent();
    }
}
