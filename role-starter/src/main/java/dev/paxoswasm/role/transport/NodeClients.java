package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of the nodes of the cluster: of those that run in this process, and of those that are called over the
 * network.
 */
public final class NodeClients {

    private static final long ANY_ID = 1;

    private final Cluster cluster;
    private final Attendance attendance;
    private final PaxosProperties.Http http;
    private final RemoteCalls calls;
    private final @Nullable NearNodes near;

    /** @param near the nodes that are called directly, or null where all are called over the network */
    public NodeClients(
            Cluster cluster,
            Attendance attendance,
            PaxosProperties.Http http,
            RemoteCalls calls,
            @Nullable NearNodes near) {
        this.cluster = cluster;
        this.attendance = attendance;
        this.http = http;
        this.calls = calls;
        this.near = near;
    }

    /** Clients of the nodes of a role. */
    public <T> Peers<T> of(Role role, Class<T> httpInterface) {
        return preferablyNear(role, httpInterface, http.readTimeout());
    }

    /** Clients of the nodes of a role, for requests that are worth waiting for only so long. */
    public <T> Peers<T> within(Role role, Class<T> httpInterface, Duration longest) {
        return preferablyNear(role, httpInterface, longest);
    }

    /** Clients of the nodes of a role, for requests that ask to be held for up to a while. */
    public <T> Peers<T> waiting(Role role, Class<T> httpInterface, Duration longest) {
        return preferablyNear(role, httpInterface, http.readTimeout().plus(longest));
    }

    /** Clients of the nodes of a role, for finding out whether they can be reached over the network. */
    public <T> Peers<T> impatient(Role role, Class<T> httpInterface) {
        return peers(role, url -> {
            T far = calls.to(httpInterface, url, http.connectTimeout());
            return () -> far;
        });
    }

    private <T> Peers<T> preferablyNear(Role role, Class<T> httpInterface, Duration readTimeout) {
        return peers(role, url -> client(httpInterface, url, readTimeout));
    }

    private <T> Peers<T> peers(Role role, Function<URI, Supplier<T>> client) {
        Clients<T> clients = new Clients<>(role, client);
        return new Peers<>(role.label(), () -> attendance.ids(role), clients::get);
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

    /** Asks the client at an address who it is: whichever it is, it says so. Empty where none answers. */
    public static Optional<Long> idOfClientAt(URI address, RemoteCalls calls, Duration longest) {
        try {
            return Optional.of(
                    calls.to(ClientHttp.class, address, longest).status(ANY_ID).client());
        } catch (RefusalException e) {
            return e.refusal() instanceof Refusal.Misaddressed(long itsId) ? Optional.of(itsId) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** By id; each is made once for the address at which its node is listed or found. */
    private final class Clients<T> {

        private final Role role;
        private final Function<URI, Supplier<T>> make;
        private final Map<Long, Client<T>> made = new ConcurrentHashMap<>();

        Clients(Role role, Function<URI, Supplier<T>> make) {
            this.role = role;
            this.make = make;
            attendance.ids(role).forEach(this::get);
        }

        @Nullable
        T get(long id) {
            URI url = cluster.addresses(role).get(id);
            if (url == null) {
                url = attendance.addresses(role).get(id);
            }
            if (url == null) {
                made.remove(id);
                return null;
            }
            Client<T> client = made.get(id);
            if (client == null || !client.url.equals(url)) {
                URI at = url;
                made.keySet().removeIf(each -> !isKnown(each));
                client = made.compute(
                        id,
                        (ignored, was) -> was != null && was.url.equals(at) ? was : new Client<>(at, make.apply(at)));
            }
            return client.node.get();
        }

        private boolean isKnown(long id) {
            return cluster.addresses(role).containsKey(id)
                    || attendance.addresses(role).containsKey(id);
        }
    }

    private record Client<T>(URI url, Supplier<T> node) {}
}
