package dev.paxoswasm.role.transport;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import feign.Feign;
import feign.Logger;
import feign.Request;
import feign.Retryer;
import feign.hc5.ApacheHttp5Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes OpenFeign clients of the generated HTTP interfaces: binary bodies, pooled connections, no retries (the protocol has its own)
 * and no redirects. A refusal comes out as the exception it is; see {@link RemoteFailure} for everything else.
 */
public final class NodeClients implements AutoCloseable {

    private static final int MAX_CONNECTIONS_PER_NODE = 1_100;
    private static final int MAX_CONNECTIONS = 5_500;

    /** Shorter than the 20 seconds after which the services close an idle connection. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(10);

    private final Cluster cluster;
    private final PaxosProperties.Http http;
    private final CloseableHttpClient pool;
    private final WitValueCodec codec;
    private final RefusalDecoder refusals;
    private final @Nullable NearNodes near;

    /** @param near the nodes that are called directly, or null where all are called over the network */
    public NodeClients(
            Cluster cluster, PaxosProperties.Http http, JsonMapper json, long maxBodyBytes, @Nullable NearNodes near) {
        this.cluster = cluster;
        this.http = http;
        this.near = near;
        codec = new WitValueCodec(maxBodyBytes);
        refusals = new RefusalDecoder(json);
        pool = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                        .setConnPoolPolicy(PoolReusePolicy.LIFO)
                        .setMaxConnPerRoute(MAX_CONNECTIONS_PER_NODE)
                        .setMaxConnTotal(MAX_CONNECTIONS)
                        .setDefaultSocketConfig(
                                SocketConfig.custom().setTcpNoDelay(true).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(http.connectTimeout()))
                                .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                                .build())
                        .build())
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
    }

    /** Clients of all nodes of a role. */
    public <T> Peers<T> of(Role role, Class<T> httpInterface) {
        return preferablyNear(role, httpInterface, http.readTimeout());
    }

    /** Clients of all nodes of a role, for requests that ask to be held for up to a while. */
    public <T> Peers<T> waiting(Role role, Class<T> httpInterface, Duration longest) {
        return preferablyNear(role, httpInterface, http.readTimeout().plus(longest));
    }

    /** Clients of all nodes of a role, for finding out whether they can be reached over the network. */
    public <T> Peers<T> impatient(Role role, Class<T> httpInterface) {
        SortedMap<Long, T> clients = new TreeMap<>();
        cluster.addresses(role)
                .forEach((id, url) -> clients.put(id, overNetwork(httpInterface, url, http.connectTimeout())));
        return new Peers<>(role.label(), clients);
    }

    private <T> Peers<T> preferablyNear(Role role, Class<T> httpInterface, Duration readTimeout) {
        SortedMap<Long, Supplier<T>> clients = new TreeMap<>();
        cluster.addresses(role).forEach((id, url) -> {
            T far = overNetwork(httpInterface, url, readTimeout);
            clients.put(id, near == null ? () -> far : () -> nearOr(far, near.find(url, httpInterface)));
        });
        return Peers.looked(role.label(), clients);
    }

    private static <T> T nearOr(T far, @Nullable T near) {
        return near == null ? far : near;
    }

    private <T> T overNetwork(Class<T> httpInterface, URI url, Duration readTimeout) {
        long readMillis = readTimeout.toMillis();
        return Feign.builder()
                .contract(new WitValueContract())
                .client(new ApacheHttp5Client(pool))
                .encoder(codec)
                .decoder(codec)
                .errorDecoder(refusals)
                .retryer(Retryer.NEVER_RETRY)
                .logLevel(Logger.Level.NONE)
                .options(new Request.Options(
                        http.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS,
                        readMillis,
                        TimeUnit.MILLISECONDS,
                        false))
                .target(httpInterface, url.toString());
    }

    @Override
    public void close() {
        try {
            pool.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
