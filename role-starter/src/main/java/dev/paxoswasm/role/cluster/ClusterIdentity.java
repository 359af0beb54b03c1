package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the safety of a cluster hangs on: which cluster it is, who votes, whose ballots there are, and how many votes
 * decide. It never changes while there is data, so it is kept with the data, and nodes tell it to one another. Of
 * learners, clients and coordinators nothing is here: they come and go.
 *
 * @param id the name of the cluster
 * @param acceptors their ids, ascending
 * @param proposers their ids, ascending
 */
public record ClusterIdentity(String id, List<Long> acceptors, List<Long> proposers, Quorums quorums) {

    private static final String SEPARATOR = "; ";
    private static final int MOST_SHOWN = 100;
    private static final int MOST_UNKNOWN = 3;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");

    /** The keys of the configuration, by the names of the fields. */
    private static final Map<String, String> KEYS = new LinkedHashMap<>();

    static {
        KEYS.put("id", "paxos.cluster.id");
        KEYS.put("acceptors", Role.ACCEPTOR.membersKey());
        KEYS.put("proposers", Role.PROPOSER.membersKey());
        KEYS.put("phase1", "paxos.quorum.phase1");
        KEYS.put("phase2", "paxos.quorum.phase2");
    }

    public ClusterIdentity {
        acceptors = List.copyOf(acceptors);
        proposers = List.copyOf(proposers);
    }

    /** As it is kept and told, such as {@code id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2}. */
    public String text() {
        return "id=" + id
                + SEPARATOR + "acceptors=" + list(acceptors)
                + SEPARATOR + "proposers=" + list(proposers)
                + SEPARATOR + "phase1=" + quorums.phase1()
                + SEPARATOR + "phase2=" + quorums.phase2();
    }

    private static String list(List<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * Where this identity and another one differ.
     *
     * @param fields their names, at least one
     * @param ours the keys and values of this one, in words
     * @param theirs those of the other
     */
    public record Difference(List<String> fields, String ours, String theirs) {

        /** Whether nothing but the names differ. */
        public boolean isOfAnotherClusterOnly() {
            return fields.equals(List.of("id"));
        }

        /** The configuration key of the first of them. */
        public String firstKey() {
            return KEYS.getOrDefault(fields.getFirst(), fields.getFirst());
        }
    }

    /** Where a text that was kept or told differs; empty where it is that of this identity. It may be anything. */
    public Optional<Difference> differenceTo(String text) {
        if (text.equals(text())) {
            return Optional.empty();
        }
        Map<String, String> ours = fields(text());
        Map<String, String> theirs = fields(text);
        if (KEYS.keySet().stream().noneMatch(theirs::containsKey)) {
            return Optional.of(new Difference(List.of("id"), text(), "'" + shown(text) + "', which is no identity"));
        }
        List<String> different = new ArrayList<>();
        for (String field : KEYS.keySet()) {
            if (!ours.get(field).equals(theirs.get(field))) {
                different.add(field);
            }
        }
        theirs.keySet().stream()
                .filter(field -> !KEYS.containsKey(field))
                .sorted()
                .limit(MOST_UNKNOWN)
                .forEach(different::add);
        if (different.isEmpty()) {
            return Optional.of(new Difference(List.of("id"), text(), shown(text)));
        }
        return Optional.of(new Difference(different, words(different, ours), words(different, theirs)));
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split(SEPARATOR, -1)) {
            int equals = field.indexOf('=');
            fields.put(shown(field.substring(0, Math.max(equals, 0))), shown(field.substring(equals + 1)));
        }
        return fields;
    }

    private static String words(List<String> names, Map<String, String> fields) {
        return names.stream().map(name -> word(name, fields.get(name))).collect(Collectors.joining(", "));
    }

    private static String word(String name, @Nullable String value) {
        String key = KEYS.getOrDefault(name, "'" + name + "'");
        if (value == null) {
            return "no " + key;
        }
        boolean isList = name.equals("acceptors") || name.equals("proposers");
        return isList ? key + " with the ids " + value : key + "=" + value;
    }

    private static String shown(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll("?");
        return printable.length() <= MOST_SHOWN ? printable : printable.substring(0, MOST_SHOWN) + "…";
    }
}
