package dev.paxoswasm.role.transport;

import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.trace.Trace;
import feign.Client;
import feign.Feign;
import feign.Logger;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.Retryer;
import feign.hc5.ApacheHttp5Client;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import tools.jackson.databind.json.JsonMapper;

/**
 * OpenFeign clients of the generated HTTP interfaces: binary bodies, pooled connections, TLS, no retries (the protocol
 * has its own) and no redirects.
 */
public final class FeignCalls implements RemoteCalls {

    private static final int MAX_CONNECTIONS_PER_NODE = 1_100;
    private static final int MAX_CONNECTIONS = 5_500;
    private static final int MAX_PROBLEM_BYTES = 65_536;
    private static final byte[] NOTHING = {};

    private final PaxosProperties.Http http;
    private final PeerIdentities peers;
    private final PoolingHttpClientConnectionManager connections;
    private final CloseableHttpClient pool;
    private final Client client;
    private final WitValueCodec codec;
    private final RefusalDecoder refusals;

    public FeignCalls(PaxosProperties.Http http, JsonMapper json, long maxBodyBytes, PeerIdentities peers) {
        this.http = http;
        this.peers = peers;
        codec = new WitValueCodec(maxBodyBytes);
        refusals = new RefusalDecoder(json);
        connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(MAX_CONNECTIONS_PER_NODE)
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setDefaultSocketConfig(
                        SocketConfig.custom().setTcpNoDelay(true).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(http.connectTimeout()))
                        .setValidateAfterInactivity(TimeValue.of(NodeConnections.TRUSTED))
                        .build())
                .build();
        pool = HttpClients.custom()
                .setConnectionManager(connections)
                .evictIdleConnections(TimeValue.of(NodeConnections.KEPT))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableDefaultUserAgent()
                .build();
        client = new ApacheHttp5Client(pool);
    }

    @Override
    public <T> T to(Class<T> httpInterface, URI address, Duration readTimeout) {
        PeerIdentities.Peer peer = peers.at(address);
        return Feign.builder()
                .contract(new WitValueContract())
                .client(this::execute)
                .encoder(codec)
                .decoder((response, type) -> {
                    peer.agrees();
                    return codec.decode(response, type);
                })
                .errorDecoder((method, response) -> refusal(response, peer))
                .requestInterceptor(request -> request.header(PeerIdentities.HEADER, peers.header()))
                .requestInterceptor(FeignCalls::traced)
                .retryer(Retryer.NEVER_RETRY)
                .logLevel(Logger.Level.NONE)
                .options(new Request.Options(
                        http.connectTimeout().toMillis(),
                        TimeUnit.MILLISECONDS,
                        readTimeout.toMillis(),
                        TimeUnit.MILLISECONDS,
                        false))
                .target(httpInterface, address.toString());
    }

    private Response execute(Request request, Request.Options options) throws IOException {
        try {
            return client.execute(request, options);
        } catch (ConnectException | NoRouteToHostException | ConnectTimeoutException | UnknownHostException e) {
            // No kept connection led there.
            throw e;
        } catch (IOException e) {
            // Those kept beside it may lead to the same place, where nobody answers any more.
            connections.closeIdle(TimeValue.ZERO_MILLISECONDS);
            throw e;
        }
    }

    private static void traced(RequestTemplate request) {
        Trace trace = Trace.current();
        if (trace != null) {
            trace.tell((name, value) -> request.header(name, value));
        }
    }

    private Exception refusal(Response response, PeerIdentities.Peer peer) {
        RuntimeException refusal = refusals.decode(response.status(), problem(response));
        if (refusal instanceof OtherClusterException) {
            peer.refuses(response.headers().getOrDefault(PeerIdentities.HEADER, List.of()).stream()
                    .findFirst()
                    .orElse(null));
        }
        return refusal;
    }

    private static byte[] problem(Response response) {
        if (response.body() == null) {
            return NOTHING;
        }
        try (InputStream body = response.body().asInputStream()) {
            return body.readNBytes(MAX_PROBLEM_BYTES);
        } catch (IOException e) {
            return NOTHING;
        }
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
