package dev.paxoswasm.role.transport;

import java.security.Security;
import java.util.Set;

/**
 * For how long the JVM remembers what names stand for. A node that is moved comes back under its name at another
 * address, and the JDK's 30 seconds would keep it apart from the others for that long. Whoever has set other times
 * keeps them.
 */
public final class NameCache {

    private static final String SECONDS = "1";
    /** What the JDK comes with: nothing for names that are known, and ten seconds for those that are not. */
    private static final Set<String> SHIPPED = Set.of("null", "10");

    private NameCache() {}

    /**
     * Has names asked anew after a second. Must be called before the JVM looks up its first name: it reads this once.
     */
    public static void keepShort() {
        set("networkaddress.cache.ttl", "sun.net.inetaddr.ttl");
        set("networkaddress.cache.negative.ttl", "sun.net.inetaddr.negative.ttl");
    }

    private static void set(String property, String systemProperty) {
        boolean setByHand = System.getProperty(systemProperty) != null
                || !SHIPPED.contains(String.valueOf(Security.getProperty(property)));
        if (!setByHand) {
            Security.setProperty(property, SECONDS);
        }
    }
}
