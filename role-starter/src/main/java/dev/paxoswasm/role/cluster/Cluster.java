package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as one of its nodes sees it, checked.
 *
 * @param id its name, which tells it from other clusters
 * @param role the role of this node
 * @param self the id of this node
 * @param members where each node is reached, by role and ascending id; some may not be there, as {@code changing} says
 * @param quorums how many acceptors must answer
 * @param changing which of the members come and go
 */
public record Cluster(
        String id, Role role, long self, Map<Role, SortedMap<Long, URI>> members, Quorums quorums, Changing changing) {

    /**
     * An id that a client draws has its highest bit set, so that it is none that a person gives. Two that draw the same
     * one, as two of 1,000 do once in some 4,000 times, are no danger: what names a command for good is the session of
     * 53 bits.
     */
    private static final long DRAWN = 1L << 31;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * Who comes and goes.
     *
     * @param ids by role, those that are there as long as their names have addresses
     * @param clientsAt the name whose addresses are those of clients that drew their ids; null where there is none
     */
    public record Changing(
            Map<Role, SortedSet<Long>> ids, @Nullable URI clientsAt) {

        public static final Changing NOBODY = new Changing(Map.of(), null);

        public Changing {
            ids = Map.copyOf(ids);
        }
    }

    public Cluster {
        members = Collections.unmodifiableMap(new EnumMap<>(members));
    }

    /** One in which nobody comes or goes. */
    public Cluster(String id, Role role, long self, Map<Role, SortedMap<Long, URI>> members, Quorums quorums) {
        this(id, role, self, members, quorums, Changing.NOBODY);
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
        Map<Role, SortedSet<Long>> changing = new EnumMap<>(Role.class);
        URI clientsAt = null;
        for (Role each : Role.values()) {
            MemberList list = MemberList.parse(each, properties.cluster().of(each));
            members.put(each, list.nodes());
            if (!list.changing().isEmpty()) {
                changing.put(each, list.changing());
            }
            clientsAt = list.anybodyAt() == null ? clientsAt : list.anybodyAt();
        }
        requireAddressOfItsOwn(members);
        Quorums quorums = Quorums.of(members.get(Role.ACCEPTOR).size(), properties.quorum());
        long self = self(role, properties.nodeId(), members.get(role), clientsAt != null);
        return new Cluster(id, role, self, members, quorums, new Changing(changing, clientsAt));
    }

    /** A client or coordinator needs no place in a list: nobody calls it by its id but whoever was told it. */
    private static long self(Role role, @Nullable Long given, SortedMap<Long, URI> listed, boolean clientsAnywhere) {
        boolean anyId = role.isCalledByNobody() && (listed.isEmpty() || (role == Role.CLIENT && clientsAnywhere));
        if (given == null && anyId) {
            return DRAWN + RANDOM.nextLong(DRAWN);
        }
        long self = given == null ? 1 : given;
        if (!listed.containsKey(self) && !anyId) {
            throw new ConfigurationException(
                    "paxos.node-id",
                    "this node is " + role.label() + " " + self + ", which " + role.membersKey() + " does not list",
                    "it lists " + listed.keySet() + ": choose one of them, or add " + self + "=<its URL>");
        }
        return self;
    }

    /** Whether a node drew this id when it started, and so has another one at each start. */
    public static boolean isDrawn(long id) {
        return id >= DRAWN;
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

    /** Ids in ascending order, those among them of nodes that may be absent. */
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
