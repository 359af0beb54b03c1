package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Role;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the nodes listen. */
final class PortOptions {
    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            description =
                    "Client at base + 80, coordinator + 90, proposers from + 101, acceptors from + 201, learners from"
                            + " + 301. Default: the ports of the last time with this data, or "
                            + Layout.DEFAULT_PORT_BASE
                            + ".")
    @Nullable
    private Integer base;

    @Option(names = "--client-port", paramLabel = "PORT", description = "Port of the client.")
    @Nullable
    private Integer client;

    @Option(names = "--coordinator-port", paramLabel = "PORT", description = "Port of the coordinator.")
    @Nullable
    private Integer coordinator;

    @Option(names = "--proposer-port", paramLabel = "PORT", description = "Port of proposer 1; 2 has the next one.")
    @Nullable
    private Integer proposer;

    @Option(
            names = "--acceptor-port",
            paramLabel = "PORT",
            description = "Port of acceptor 1; the others have the next ones.")
    @Nullable
    private Integer acceptor;

    @Option(
            names = "--learner-port",
            paramLabel = "PORT",
            description = "Port of learner 1; the others have the next ones.")
    @Nullable
    private Integer learner;

    /** @param before where this cluster's nodes were; they stay there unless told otherwise */
    Layout layout(Map<Role, Integer> counts, Optional<Layout> before) {
        if (base != null && base < 1) {
            throw new IllegalArgumentException("--port-base must be at least 1");
        }
        Map<Role, Integer> first = new EnumMap<>(Role.class);
        Map<Role, Integer> all = new EnumMap<>(Role.class);
        before.ifPresent(layout -> {
            for (Role role : Role.values()) {
                all.put(role, layout.of(role).size());
                if (base == null) {
                    first.put(role, layout.of(role).getFirst().port());
                }
            }
        });
        all.putAll(counts);
        put(first, Role.CLIENT, client);
        put(first, Role.COORDINATOR, coordinator);
        put(first, Role.PROPOSER, proposer);
        put(first, Role.ACCEPTOR, acceptor);
        put(first, Role.LEARNER, learner);
        return Layout.of(base == null ? Layout.DEFAULT_PORT_BASE : base, first, all);
    }

    private static void put(Map<Role, Integer> ports, Role role, @Nullable Integer port) {
        if (port != null) {
            ports.put(role, port);
        }
    }
}
