package dev.paxoswasm.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Configuration that is given on the command line for every node. Which keys there are below {@code paxos.} is for the
 * services to say.
 */
final class Settings {
    private static final List<String> PARTS =
            List.of("paxos.", "server.", "logging.", "management.", "spring.", "springdoc.");

    /** What each node is given of its own, as compared: in lower case, without hyphens. */
    private static final Map<String, String> GIVEN = Map.ofEntries(
            Map.entry("paxos.nodeid", "each node has its own"),
            Map.entry("paxos.datadirectory", "say --data DIR"),
            Map.entry("paxos.component.location", "say --component ROLE=FILE"),
            Map.entry("paxos.component.digest", "say --component ROLE=FILE, whose digest it takes"),
            Map.entry("paxos.cluster.clients", "say --port-base or --client-port"),
            Map.entry("paxos.cluster.coordinators", "say --port-base or --coordinator-port"),
            Map.entry("paxos.cluster.proposers", "say --port-base or --proposer-port"),
            Map.entry("paxos.cluster.acceptors", "say --acceptors, --port-base or --acceptor-port"),
            Map.entry("paxos.cluster.learners", "say --learners, --port-base or --learner-port"),
            Map.entry("server.port", "say --port-base or the port option of a role"),
            Map.entry("server.address", "the nodes of ./paxos up listen on 127.0.0.1"));

    private Settings() {}

    /** What is wrong with the first of them that is wrong. */
    static Optional<String> complaint(List<String> settings) {
        Set<String> met = new HashSet<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String key = equals < 0 ? setting : setting.substring(0, equals);
            String compared = key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
            if (equals < 1 || !key.matches("[A-Za-z][A-Za-z0-9_.\\[\\]-]*")) {
                return Optional.of("--set " + setting + " is no KEY=VALUE, as in paxos.timing.heartbeat=100ms");
            }
            if (PARTS.stream().noneMatch(compared::startsWith)) {
                return Optional.of("--set " + setting + ": no node has a key " + key
                        + "; keys begin with paxos., as in paxos.timing.heartbeat, or with one of "
                        + String.join(", ", PARTS.subList(1, PARTS.size())));
            }
            if (GIVEN.containsKey(compared)) {
                return Optional.of(
                        "--set " + setting + ": " + key + " is set by ./paxos up itself; " + GIVEN.get(compared));
            }
            if (!met.add(compared)) {
                return Optional.of("--set " + key + " is given twice; give it once");
            }
        }
        return Optional.empty();
    }
}
