package dev.paxoswasm.simulation.scenario;

import java.util.Set;

/** Which messages nothing happens to: they are neither lost nor doubled nor late. */
public record Spared(boolean all, Set<MessageName> messages) {

    public static final Spared NONE = new Spared(false, Set.of());
    public static final Spared ALL = new Spared(true, Set.of());

    public Spared {
        messages = Set.copyOf(messages);
    }

    public boolean contains(MessageName message) {
        return all || messages.contains(message);
    }
}
