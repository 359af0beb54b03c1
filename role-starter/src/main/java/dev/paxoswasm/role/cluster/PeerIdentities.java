package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.ClusterIdentity.Difference;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What other nodes were found to say of the cluster. Every request between nodes says it in a header of its own, and
 * whoever gets one that says something else refuses it.
 */
public final class PeerIdentities {

    /** Says the cluster and the node of whoever sends a request, or refuses one. */
    public static final String HEADER = "Paxos-Cluster";

    private static final Logger LOG = LoggerFactory.getLogger(PeerIdentities.class);
    private static final String NODE = "; node=";
    private static final Pattern NODE_NAME =
            Pattern.compile("(client|proposer|acceptor|learner|coordinator) \\d{1,10}");
    private static final Pattern VOICE = Pattern.compile("^(acceptor|proposer) ");
    private static final String NAMELESS = "a node that does not say its name";
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MOST_REMEMBERED = 64;

    private final ClusterIdentity identity;
    private final String identityText;
    private final String header;
    private final LongSupplier nanoTime;
    private final Map<String, Peer> byHeader = new HashMap<>();
    private final Map<URI, Peer> byAddress = new HashMap<>();
    /** All others that the cluster lists. */
    private final Map<String, Peer> byName = new LinkedHashMap<>();

    private final Map<String, Disagreement> disagreements = new LinkedHashMap<>();
    private final AtomicLong disagreed = new AtomicLong();

    public PeerIdentities(Cluster cluster) {
        this(cluster, System::nanoTime);
    }

    PeerIdentities(Cluster cluster, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        identity = cluster.identity();
        identityText = identity.text();
        header = identityText + NODE + cluster.selfName();
        for (Role role : Role.values()) {
            cluster.addresses(role).forEach((id, address) -> {
                Peer peer = new Peer(role.label() + " " + id);
                byHeader.put(identity.text() + NODE + peer.name, peer);
                byAddress.put(address, peer);
                if (!peer.name.equals(cluster.selfName())) {
                    byName.put(peer.name, peer);
                }
            });
        }
    }

    /** What this node says. */
    public ClusterIdentity identity() {
        return identity;
    }

    /** What it says in {@link #HEADER}. */
    public String header() {
        return header;
    }

    /** The node at an address; one that the cluster does not list is nobody of whom anything is remembered. */
    public Peer at(URI address) {
        return byAddress.getOrDefault(address, new Peer(address.toString()));
    }

    /**
     * Why a request is refused; null where whoever sent it says the same as this node.
     *
     * @param header what it says
     */
    public @Nullable String objectionTo(String header) {
        Peer known = byHeader.get(header);
        if (known != null) {
            known.agrees();
            return null;
        }
        int end = header.lastIndexOf(NODE);
        String text = end < 0 ? header : header.substring(0, end);
        if (text.equals(identityText)) {
            // A client with an id that it drew is in no list.
            return null;
        }
        String name = end < 0 ? NAMELESS : header.substring(end + NODE.length());
        Optional<Difference> difference = identity.differenceTo(text);
        difference.ifPresent(it -> note(name(name), it, "this node refuses its requests"));
        return difference
                .map(it -> "the request is from " + name(name) + " with " + it.theirs() + ", and this node has "
                        + it.ours() + "; nodes of one cluster say the same: configure the one that is wrong")
                .orElse(null);
    }

    private static String name(String told) {
        return NODE_NAME.matcher(told).matches() ? told : NAMELESS;
    }

    /** A node as this one hears it. */
    public final class Peer {

        private final String name;
        private volatile long agreedAt = nanoTime.getAsLong() - LATELY_NANOS;

        private Peer(String name) {
            this.name = name;
        }

        /** It sent, or took, a message with the same identity. */
        public void agrees() {
            agreedAt = nanoTime.getAsLong();
        }

        /** It refused a message of this node. */
        public void refuses(@Nullable String itsHeader) {
            String told = itsHeader == null ? "" : itsHeader;
            int end = told.lastIndexOf(NODE);
            String text = end < 0 ? told : told.substring(0, end);
            note(
                    name,
                    identity.differenceTo(text)
                            .orElse(new Difference(List.of("id"), identity.text(), "something that it does not tell")),
                    "it refuses the requests of this node");
        }

        private boolean agreedLately() {
            return nanoTime.getAsLong() - agreedAt < LATELY_NANOS;
        }
    }

    private static final class Disagreement {
        private final String peer;
        private final Difference difference;
        private long times;
        private long lastAt;

        Disagreement(String peer, Difference difference) {
            this.peer = peer;
            this.difference = difference;
        }

        String words() {
            return peer + " has " + difference.theirs() + ", and this node has " + difference.ours();
        }
    }

    /** Logs it once; counts it from then on. */
    private void note(String peer, Difference difference, String consequence) {
        disagreed.incrementAndGet();
        long now = nanoTime.getAsLong();
        synchronized (disagreements) {
            disagreements.values().removeIf(it -> now - it.lastAt >= FORGOTTEN_NANOS);
            String key = peer + " " + difference.theirs();
            Disagreement known = disagreements.get(key);
            if (known == null) {
                if (disagreements.size() >= MOST_REMEMBERED) {
                    return;
                }
                known = new Disagreement(peer, difference);
                disagreements.put(key, known);
                LOG.warn("{}: {}. It is counted from now on, not logged again", known.words(), consequence);
            }
            known.times++;
            known.lastAt = now;
        }
    }

    /** How often a message was refused, here or there, since nodes say different things of the cluster. */
    public long disagreed() {
        return disagreed.get();
    }

    /**
     * What the peers heard lately say.
     *
     * @param agreeing the nodes of this cluster that say the same
     * @param differing the nodes of this cluster that say something else, and do not say the same as well
     * @param disagreements who says what, in words
     */
    public record Opinion(List<String> agreeing, List<String> differing, List<String> disagreements) {

        /**
         * Whether it is rather this node that is wrong: acceptors and proposers have a say in that, for theirs is on
         * disk. Of others there may be any number, all started with one mistake.
         */
        public boolean isAgainstThisNode() {
            return voices(differing) > voices(agreeing);
        }

        private static long voices(List<String> names) {
            return names.stream().filter(VOICE.asPredicate()).count();
        }
    }

    public Opinion lately() {
        List<String> agreeing = byName.values().stream()
                .filter(Peer::agreedLately)
                .map(peer -> peer.name)
                .toList();
        List<String> differing = new ArrayList<>();
        List<String> words = new ArrayList<>();
        long now = nanoTime.getAsLong();
        synchronized (disagreements) {
            for (Disagreement each : disagreements.values()) {
                if (now - each.lastAt < LATELY_NANOS) {
                    words.add(each.words() + " (" + each.times + (each.times == 1 ? " time)" : " times)"));
                    // Nodes of another cluster may have the same names: who is heard to say the same is not one of
                    // those.
                    boolean isOne = byName.containsKey(each.peer) && !agreeing.contains(each.peer);
                    if (isOne && !differing.contains(each.peer)) {
                        differing.add(each.peer);
                    }
                }
            }
        }
        return new Opinion(agreeing, differing, words);
    }
}
