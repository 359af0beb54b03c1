package dev.paxoswasm.role.transport;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of the nodes of the cluster: of those that run in this process, and of those that are called over the
 * network.
 */
public final class NodeClients {

    private final Cluster cluster;
    private final PaxosProperties.Http http;
    private final RemoteCalls calls;
    private final @Nullable NearNodes near;

    /** @param near the nodes that are called directly, or null where all are called over the network */
    public NodeClients(Cluster cluster, PaxosProperties.Http http, RemoteCalls calls, @Nullable NearNodes near) {
        this.cluster = cluster;
        this.http = http;
        this.calls = calls;
        this.near = near;
    }

    /** Clients of all nodes of a role. */
    public <T> Peers<T> of(Role role, Class<T> httpInterface) {
        return preferablyNear(role, httpInterface, http.readTimeout());
    }

    /** Clients of all nodes of a role, for requests that are worth waiting for only so long. */
    public <T> Peers<T> within(Role role, Class<T> httpInterface, Duration longest) {
        return preferablyNear(role, httpInterface, longest);
    }

    /** Clients of all nodes of a role, for requests that ask to be held for up to a while. */
    public <T> Peers<T> waiting(Role role, Class<T> httpInterface, Duration longest) {
        return preferablyNear(role, httpInterface, http.readTimeout().plus(longest));
    }

    /** Clients of all nodes of a role, for finding out whether they can be reached over the network. */
    public <T> Peers<T> impatient(Role role, Class<T> httpInterface) {
        SortedMap<Long, T> clients = new TreeMap<>();
        cluster.addresses(role)
                .forEach((id, url) -> clients.put(id, calls.to(httpInterface, url, http.connectTimeout())));
        return new Peers<>(role.label(), clients);
    }

    private <T> Peers<T> preferablyNear(Role role, Class<T> httpInterface, Duration readTimeout) {
        SortedMap<Long, Supplier<T>> clients = new TreeMap<>();
        cluster.addresses(role).forEach((id, url) -> clients.put(id, client(httpInterface, url, readTimeout)));
        return Peers.looked(role.label(), clients);
    }

    private <T> Supplier<T> client(Class<T> httpInterface, URI url, Duration readTimeout) {
        T far = calls.to(httpInterface, url, readTimeout);
        NearNodes.Address address =
                new NearNodes.Address(url, cluster.identity().text());
        return near == null ? () -> far : () -> nearOr(far, near.find(address, httpInterface));
    }

    private static <T> T nearOr(T far, @Nullable T near) {
        return near == null ? far : near;
    }
}
