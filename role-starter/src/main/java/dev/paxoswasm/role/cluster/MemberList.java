package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 1=http://127.0.0.1:8201,2=http://127.0.0.1:8202}. */
final class MemberList {

    private static final String RIGHT = "write id=url pairs separated by commas, such as 1=http://127.0.0.1:8201";
    private static final long MAX_ID = 0xFFFF_FFFFL;

    private MemberList() {}

    static SortedMap<Long, URI> parse(String key, String text) {
        SortedMap<Long, URI> members = new TreeMap<>();
        for (String pair : text.split(",")) {
            if (pair.isBlank()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw new ConfigurationException(key, "'" + pair.strip() + "' has no '='", RIGHT);
            }
            long id = id(key, pair.substring(0, equals).strip());
            URI url = url(key, pair.substring(equals + 1).strip());
            URI before = members.putIfAbsent(id, url);
            if (before != null) {
                throw new ConfigurationException(
                        key,
                        "id " + id + " stands there twice, for " + before + " and " + url,
                        "give each node its own id");
            }
        }
        if (members.isEmpty()) {
            throw new ConfigurationException(key, "no node is listed", RIGHT);
        }
        return Collections.unmodifiableSortedMap(members);
    }

    private static long id(String key, String text) {
        try {
            long id = Long.parseLong(text);
            if (id >= 1 && id <= MAX_ID) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw new ConfigurationException(key, "'" + text + "' is no node id", "an id is a number from 1 to " + MAX_ID);
    }

    private static URI url(String key, String text) {
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
                        "a host name has letters, digits, hyphens and dots only (RFC 1123), and each part of it begins and"
                                + " ends with a letter or digit");
            }
            if (!http || url.getHost() == null || !bare || url.getRawQuery() != null || url.getRawUserInfo() != null) {
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

    /** The first character that keeps this from being a host name and a port; empty where it is the order of them. */
    private static String whatIsWrong(String authority) {
        Matcher wrong = Pattern.compile("[^A-Za-z0-9.:\\[\\]-]").matcher(authority);
        if (!wrong.find()) {
            return "";
        }
        return ": " + (wrong.group().equals("_") ? "the underscore" : "'" + wrong.group() + "'")
                + " may not stand in one";
    }
}
