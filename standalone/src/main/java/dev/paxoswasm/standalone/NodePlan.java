package dev.paxoswasm.standalone;

import dev.paxoswasm.role.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One node that is to be started in this JVM.
 *
 * @param component what configures its component, where it is not the built-in one
 */
record NodePlan(Role role, long id, URI url, List<String> component) {
    /** As in {@code acceptor-2}. */
    String name() {
        return name(role, id);
    }

    static String name(Role role, long id) {
        return role.label() + "-" + id;
    }

    /** What this node is told beyond what all are told. */
    String[] arguments(List<String> common, Path dataDirectory) {
        List<String> own = new ArrayList<>();
        own.add("--paxos.node-id=" + id);
        own.add("--server.port=" + url.getPort());
        if (role == Role.ACCEPTOR || role == Role.PROPOSER || role == Role.LEARNER) {
            own.add("--paxos.data-directory=" + dataDirectory.resolve(name()));
        } else {
            own.add("--paxos.recording.directory="
                    + dataDirectory.resolve(name()).resolve("recordings"));
        }
        own.addAll(component);
        return Stream.concat(common.stream(), own.stream()).toArray(String[]::new);
    }
}
