package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one role, each behind a typed client. Those of some roles come and go.
 *
 * @param <T> the role's interface
 */
public final class Peers<T> {

    private final String role;
    private final Supplier<List<Long>> present;
    private final LongFunction<@Nullable T> clients;

    /** Nodes that are always there. */
    public Peers(String role, SortedMap<Long, T> clients) {
        this(role, List.copyOf(clients.keySet()), Map.copyOf(clients));
    }

    private Peers(String role, List<Long> ids, Map<Long, T> clients) {
        this(role, () -> ids, clients::get);
    }

    /**
     * @param present the ids of those that are there, ascending
     * @param clients one by id, looked for at every call; null for an id that no node can have
     */
    Peers(String role, Supplier<List<Long>> present, LongFunction<@Nullable T> clients) {
        this.role = role;
        this.present = present;
        this.clients = clients;
    }

    /**
     * A node that is there, or may be.
     *
     * @throws RefusalException unknown-node, where no node has that id
     */
    public T get(long id) {
        T client = clients.apply(id);
        if (client == null) {
            throw new RefusalException(new Refusal.UnknownNode(id));
        }
        return client;
    }

    /** Whether a node may have this id. */
    boolean mayBe(long id) {
        return clients.apply(id) != null;
    }

    /** A node in words: {@code acceptor 2}. */
    public String name(long id) {
        return role + " " + id;
    }

    /** Ids of those that are there at present, in ascending order. */
    public List<Long> ids() {
        return present.get();
    }
}
