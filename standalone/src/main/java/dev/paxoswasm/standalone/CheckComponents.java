package dev.paxoswasm.standalone;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.component.ComponentLoader;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Looks at components as a node does that starts with them, before one does. Arguments: the folders in which compiled
 * components are kept, then components as {@code ROLE=DIGEST=FILE}. Ends with 0 if each can serve as its role, and with
 * 1 and one line on its standard error if one cannot.
 */
public final class CheckComponents {

    private CheckComponents() {}

    public static void main(String[] arguments) {
        for (int i = 1; i < arguments.length; i++) {
            Optional<String> complaint = complaint(arguments[0], arguments[i]);
            if (complaint.isPresent()) {
                System.err.println(complaint.get());
                System.exit(1);
            }
        }
    }

    /**
     * Why a component cannot serve, in one line.
     *
     * @param cache the folders in which compiled components are kept
     * @param named as in {@code acceptor=sha256:…=mine.wasm}
     */
    static Optional<String> complaint(String cache, String named) {
        String[] parts = named.split("=", 3);
        Role role = Role.valueOf(parts[0].toUpperCase(Locale.ROOT));
        try {
            ComponentLoader.load(role, new PaxosProperties.Source(parts[2], parts[1], Duration.ZERO, null, cache));
            return Optional.empty();
        } catch (ConfigurationException e) {
            return Optional.of(e.getMessage().substring(e.key().length() + ": ".length()));
        }
    }
}
