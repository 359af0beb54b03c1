package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A cluster as one of its nodes sees it, checked.
 *
 * @param id its name, which tells it from other clusters
 * @param role the role of this node
 * @param self the id of this node
 * @param members where each node is reached, by role and ascending id
 * @param quorums how many acceptors must answer
 */
public record Cluster(String id, Role role, long self, Map<Role, SortedMap<Long, URI>> members, Quorums quorums) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Cluster {
        members = Collections.unmodifiableMap(new EnumMap<>(members));
    }

    /** @throws ConfigurationException if the configuration contradicts itself */
    public static Cluster of(Role role, PaxosProperties properties) {
        String id = properties.cluster().id();
        if (!ID.matcher(id).matches()) {
            throw new ConfigurationException(
                    "paxos.cluster.id",
                    "'" + id + "' is no name of a cluster",
                    "a name has 1 to 64 letters, digits, dots, underscores and hyphens");
        }
        Map<Role, SortedMap<Long, URI>> members = new EnumMap<>(Role.class);
        for (Role each : Role.values()) {
            members.put(
                    each,
                    MemberList.parse(each.membersKey(), properties.cluster().of(each)));
        }
        requireAddressOfItsOwn(members);
        long self = properties.nodeId();
        if (!members.get(role).containsKey(self)) {
            throw new ConfigurationException(
                    "paxos.node-id",
                    "this node is " + role.label() + " " + self + ", which " + role.membersKey() + " does not list",
                    "it lists " + members.get(role).keySet() + ": choose one of them, or add " + self + "=<its URL>");
        }
        Quorums quorums = Quorums.of(members.get(Role.ACCEPTOR).size(), properties.quorum());
        return new Cluster(id, role, self, members, quorums);
    }

    /** What all nodes must agree on at all times. */
    public ClusterIdentity identity() {
        return new ClusterIdentity(id, ids(Role.ACCEPTOR), ids(Role.PROPOSER), quorums);
    }

    /** Two nodes at one address would be one that votes twice, or one that gets what is meant for another. */
    private static void requireAddressOfItsOwn(Map<Role, SortedMap<Long, URI>> members) {
        Map<String, String> names = new HashMap<>();
        members.forEach((role, nodes) -> nodes.forEach((id, url) -> {
            String name = role.label() + " " + id;
            String other = names.putIfAbsent(address(url), name);
            if (other != null) {
                throw new ConfigurationException(
                        role.membersKey(),
                        url + " stands there for " + name + ", and for " + other,
                        "give each node an address of its own");
            }
        }));
    }

    private static String address(URI url) {
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        return url.getHost().toLowerCase(Locale.ROOT) + ":" + (url.getPort() < 0 ? usual : url.getPort());
    }

    /** Ids in ascending order. */
    public List<Long> ids(Role of) {
        return List.copyOf(addresses(of).keySet());
    }

    public SortedMap<Long, URI> addresses(Role of) {
        return members.get(of);
    }

    /** Whether a node is reached over TLS. */
    public boolean isEncrypted() {
        return members.values().stream()
                .flatMap(nodes -> nodes.values().stream())
                .anyMatch(url -> "https".equals(url.getScheme()));
    }

    /** This node in words: {@code acceptor 2}. */
    public String selfName() {
        return role.label() + " " + self;
    }
}
