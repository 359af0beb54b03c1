package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.Role;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code 1=http://127.0.0.1:8201,2=http://127.0.0.1:8202}; of roles that come and go also a range, as in
 * {@code 1-16=http://learner-{id}.learners:8080}, and of clients {@code *=http://clients:8080}.
 *
 * @param nodes all that are listed, those of ranges among them, by ascending id
 * @param changing the ids of those that may be there or not
 * @param anybodyAt a name that stands for the addresses of nodes with ids of their own; null where there is none
 */
record MemberList(
        SortedMap<Long, URI> nodes,
        SortedSet<Long> changing,
        @Nullable URI anybodyAt) {

    private static final long MAX_ID = 0xFFFF_FFFFL;
    /** Each has its name looked up, and may have a queue at each acceptor. */
    private static final int LONGEST_RANGE = 100;

    private static final String ID = "{id}";
    private static final String ANYBODY = "*";

    static MemberList parse(Role role, String text) {
        return new Reader(role).read(text);
    }

    private static final class Reader {

        private final Role role;
        private final String key;
        private final String right;
        private final SortedMap<Long, URI> nodes = new TreeMap<>();
        private final SortedSet<Long> changing = new TreeSet<>();
        private @Nullable URI anybodyAt;

        Reader(Role role) {
            this.role = role;
            key = role.membersKey();
            right = "write id=url pairs separated by commas, such as 1=http://127.0.0.1:8201"
                    + (role.comesAndGoes()
                            ? ", or a range as in 1-16=http://" + role.label() + "-{id}.example:8080"
                            : "");
        }

        MemberList read(String text) {
            for (String pair : text.split(",")) {
                if (!pair.isBlank()) {
                    readPair(pair.strip());
                }
            }
            if (nodes.isEmpty() && anybodyAt == null && !role.isCalledByNobody()) {
                throw new ConfigurationException(key, "no node is listed", right);
            }
            return new MemberList(
                    Collections.unmodifiableSortedMap(nodes), Collections.unmodifiableSortedSet(changing), anybodyAt);
        }

        private void readPair(String pair) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new ConfigurationException(key, "'" + pair + "' has no '='", right);
            }
            String ids = pair.substring(0, equals).strip();
            String url = pair.substring(equals + 1).strip();
            int hyphen = ids.indexOf('-', 1);
            if (ids.equals(ANYBODY)) {
                readAnybody(url);
            } else if (hyphen > 0) {
                readRange(
                        ids,
                        id(ids.substring(0, hyphen).strip()),
                        id(ids.substring(hyphen + 1).strip()),
                        url);
            } else {
                long id = id(ids);
                requireNoPlace(url);
                add(id, url(url));
            }
        }

        private void readRange(String ids, long first, long last, String url) {
            if (!role.comesAndGoes()) {
                throw new ConfigurationException(
                        key,
                        "'" + ids + "' is a range, and " + role.pathSegment()
                                + " do not come and go: quorums and ballots" + " hang on who they are",
                        "list each of them as id=url");
            }
            if (first > last || last - first >= LONGEST_RANGE) {
                throw new ConfigurationException(
                        key,
                        "'" + ids + "' is no range",
                        "a range goes upwards, over " + LONGEST_RANGE + " ids at most");
            }
            if (!url.contains(ID)) {
                throw new ConfigurationException(
                        key,
                        "all nodes of '" + ids + "' would be at " + url,
                        "write " + ID + " where the name has the node's id, as in http://" + role.label()
                                + "-{id}.example:8080");
            }
            for (long id = first; id <= last; id++) {
                add(id, url(url.replace(ID, Long.toString(id))));
                changing.add(id);
            }
        }

        private void readAnybody(String url) {
            if (role != Role.CLIENT) {
                throw new ConfigurationException(
                        key, "'*' stands for nodes whose ids nobody has to know, and those are clients only", right);
            }
            if (anybodyAt != null) {
                throw new ConfigurationException(
                        key, "'*' stands there twice, for " + anybodyAt + " and " + url, "one name has all addresses");
            }
            requireNoPlace(url);
            URI at = url(url);
            if (!"http".equals(at.getScheme())) {
                throw new ConfigurationException(
                        key,
                        "'*' stands for the addresses behind " + url + ", and a certificate is for a name",
                        "use http://, or give each client its id and name");
            }
            anybodyAt = at;
        }

        private void requireNoPlace(String url) {
            if (url.contains(ID)) {
                throw new ConfigurationException(
                        key, "'" + url + "' has " + ID + ", but not a range of ids before it", right);
            }
        }

        private void add(long id, URI url) {
            URI before = nodes.putIfAbsent(id, url);
            if (before != null) {
                throw new ConfigurationException(
                        key,
                        "id " + id + " stands there twice, for " + before + " and " + url,
                        "give each node its own id");
            }
        }

        private long id(String text) {
            try {
                long id = Long.parseLong(text);
                if (id >= 1 && id <= MAX_ID) {
                    return id;
                }
            } catch (NumberFormatException e) {
                // Told below, together with numbers out of range.
            }
            throw new ConfigurationException(
                    key, "'" + text + "' is no node id", "an id is a number from 1 to " + MAX_ID);
        }

        private URI url(String text) {
            String right = "a node's URL is http:// or https://, a host, and a port where needed, without a path";
            try {
                URI url = new URI(text);
                boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
                boolean bare = url.getRawPath() == null
                        || url.getRawPath().isEmpty()
                        || url.getRawPath().equals("/");
                if (http && url.getHost() == null && url.getRawAuthority() != null) {
                    throw new ConfigurationException(
                            key,
                            "'" + text + "' has no valid host name" + whatIsWrong(url.getRawAuthority()),
                            "a host name has letters, digits, hyphens and dots only (RFC 1123), and each part of it"
                                    + " begins and ends with a letter or digit");
                }
                if (!http
                        || url.getHost() == null
                        || !bare
                        || url.getRawQuery() != null
                        || url.getRawUserInfo() != null) {
                    throw new ConfigurationException(key, "'" + text + "' is no URL of a node", right);
                }
                if (url.getPort() == 0 || url.getPort() > 65_535) {
                    throw new ConfigurationException(key, "'" + text + "' has no port from 1 to 65535", right);
                }
                return URI.create(url.getScheme() + "://" + url.getRawAuthority());
            } catch (URISyntaxException e) {
                throw new ConfigurationException(key, "'" + text + "' is no URL: " + e.getReason(), right);
            }
        }

        /**
         * The first character that keeps this from being a host name and a port; empty where it is the order of them.
         */
        private static String whatIsWrong(String authority) {
            Matcher wrong = Pattern.compile("[^A-Za-z0-9.:\\[\\]-]").matcher(authority);
            if (!wrong.find()) {
                return "";
            }
            return ": " + (wrong.group().equals("_") ? "the underscore" : "'" + wrong.group() + "'")
                    + " may not stand in one";
        }
    }
}
