package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The nodes of one role, each behind a typed client.
 *
 * @param <T> the role's interface
 */
public final class Peers<T> {

    private final String role;
    private final SortedMap<Long, Supplier<T>> clients;

    public Peers(String role, SortedMap<Long, T> clients) {
        this.role = role;
        this.clients = new TreeMap<>();
        clients.forEach((id, client) -> this.clients.put(id, () -> client));
    }

    private Peers(SortedMap<Long, Supplier<T>> clients, String role) {
        this.role = role;
        this.clients = new TreeMap<>(clients);
    }

    /** Nodes each of which is looked for at every call. */
    static <T> Peers<T> looked(String role, SortedMap<Long, Supplier<T>> clients) {
        return new Peers<>(clients, role);
    }

    /** @throws RefusalException unknown-node, where no node has that id */
    public T get(long id) {
        Supplier<T> client = clients.get(id);
        if (client == null) {
            throw new RefusalException(new Refusal.UnknownNode(id));
        }
        return client.get();
    }

    /** A node in words: {@code acceptor 2}. */
    public String name(long id) {
        return role + " " + id;
    }

    /** Ids in ascending order. */
    public List<Long> ids() {
        return List.copyOf(clients.keySet());
    }
}
