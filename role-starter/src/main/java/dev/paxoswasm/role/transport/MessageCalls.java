package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Repeated;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.trace.Trace;
import dev.paxoswasm.role.web.WitOperation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls with nothing that a message between nodes does not need, since every batch of values pays for a dozen: a binary
 * body on a kept connection, and a binary answer. Plain HTTP only; no retries (the protocol has its own) and no
 * redirects.
 */
public final class MessageCalls implements RemoteCalls {

    private static final Duration ASK_NAMES = Duration.ofSeconds(1);
    private static final Map<Class<?>, Map<Method, WitOperation>> OPERATIONS = new ConcurrentHashMap<>();
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor();
    private static final Header ACCEPT =
            new BasicHeader(HttpHeaders.ACCEPT, WitBinary.MEDIA_TYPE + ", application/problem+json");
    private static final Header CONTENT_TYPE = new BasicHeader(HttpHeaders.CONTENT_TYPE, WitBinary.MEDIA_TYPE);

    private final PaxosProperties.Http http;
    private final RefusalDecoder refusals;
    private final long maxBodyBytes;
    private final Deadlines deadlines;
    private final PeerIdentities peers;
    private final Header cluster;
    private final LongSupplier nanoTime;
    private final Map<URI, NodeConnections> nodes = new ConcurrentHashMap<>();
    private @Nullable Repeated following;

    public MessageCalls(
            PaxosProperties.Http http, JsonMapper json, long maxBodyBytes, Deadlines deadlines, PeerIdentities peers) {
        this(http, json, maxBodyBytes, deadlines, peers, System::nanoTime);
    }

    MessageCalls(
            PaxosProperties.Http http,
            JsonMapper json,
            long maxBodyBytes,
            Deadlines deadlines,
            PeerIdentities peers,
            LongSupplier nanoTime) {
        this.http = http;
        this.nanoTime = nanoTime;
        this.peers = peers;
        cluster = new BasicHeader(PeerIdentities.HEADER, peers.header());
        this.deadlines = deadlines;
        this.maxBodyBytes = maxBodyBytes;
        refusals = new RefusalDecoder(json);
    }

    @Override
    public <T> T to(Class<T> httpInterface, URI address, Duration readTimeout) {
        Map<Method, WitOperation> operations = OPERATIONS.computeIfAbsent(
                httpInterface,
                role -> WitOperation.of(role).stream().collect(Collectors.toMap(WitOperation::method, each -> each)));
        if (!nodes.containsKey(address)) {
            forgetUnused();
        }
        if (connectionsTo(address).isNamed()) {
            followNames();
        }
        Node node = new Node(
                address, new BasicHeader(HttpHeaders.HOST, address.getAuthority()), readTimeout, peers.at(address));
        return httpInterface.cast(Proxy.newProxyInstance(
                httpInterface.getClassLoader(), new Class<?>[] {httpInterface}, (proxy, method, arguments) -> {
                    WitOperation operation = operations.get(method);
                    return operation == null
                            ? method.invoke(node, arguments)
                            : node.call(
                                    operation, (Long) arguments[0], operation.request() == null ? null : arguments[1]);
                }));
    }

    private NodeConnections connectionsTo(URI address) {
        NodeConnections known = nodes.get(address);
        return known != null
                ? known
                : nodes.computeIfAbsent(address, url -> new NodeConnections(url, http.connectTimeout(), nanoTime));
    }

    /** Clients come and go, each with an address of its own. Whoever calls one again after all connects again. */
    private void forgetUnused() {
        nodes.forEach((address, connections) -> {
            if (connections.isUnused() && nodes.remove(address, connections)) {
                connections.close();
            }
        });
    }

    /** A node that is moved comes back under its name at another address. */
    private synchronized void followNames() {
        if (following == null) {
            following = Repeated.start("names", ASK_NAMES, () -> nodes.values().forEach(NodeConnections::followName));
        }
    }

    private final class Node {

        private final URI address;
        private final Header host;
        private final Duration readTimeout;
        private final PeerIdentities.Peer peer;

        Node(URI address, Header host, Duration readTimeout, PeerIdentities.Peer peer) {
            this.address = address;
            this.host = host;
            this.readTimeout = readTimeout;
            this.peer = peer;
        }

        Object call(WitOperation operation, long id, @Nullable Object parameter) {
            ClassicHttpRequest request = new BasicClassicHttpRequest(operation.verb(), operation.path(id));
            request.addHeader(host);
            request.addHeader(ACCEPT);
            request.addHeader(cluster);
            Trace trace = Trace.current();
            if (trace != null) {
                trace.tell(request::addHeader);
            }
            if (parameter != null) {
                byte[] body = WitBinary.encode(parameter);
                request.addHeader(CONTENT_TYPE);
                request.addHeader(HttpHeaders.CONTENT_LENGTH, body.length);
                request.setEntity(new ByteArrayEntity(body, null));
            }
            try {
                return exchange(request, operation.answer());
            } catch (HttpException e) {
                throw new UncheckedIOException(new IOException("it answers what is no HTTP", e));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Object exchange(ClassicHttpRequest request, Class<?> answer) throws IOException, HttpException {
            NodeConnections connections = connectionsTo(address);
            DefaultBHttpClientConnection connection = connections.take();
            Exchange exchange = new Exchange(connection);
            deadlines.watch(exchange, readTimeout.toNanos());
            boolean reusable = false;
            try {
                HttpCoreContext context = HttpCoreContext.create();
                ClassicHttpResponse response = EXECUTOR.execute(request, connection, context);
                byte[] body = body(response);
                reusable = EXECUTOR.keepAlive(request, response, connection, context);
                if (response.getCode() != HttpStatus.SC_OK) {
                    throw refusal(response, body);
                }
                peer.agrees();
                return WitBinary.codecOf(answer).decode(body);
            } catch (IOException e) {
                // Those kept beside it may lead to the same place, where nobody answers any more.
                connections.closeIdle();
                throw exchange.isTooLate() ? new SocketTimeoutException("no answer within " + readTimeout) : e;
            } finally {
                if (exchange.end() && reusable) {
                    connections.giveBack(connection);
                } else {
                    connections.discard(connection);
                }
            }
        }

        private RuntimeException refusal(ClassicHttpResponse response, byte[] body) {
            RuntimeException refusal = refusals.decode(response.getCode(), body);
            if (refusal instanceof OtherClusterException) {
                Header told = response.getFirstHeader(PeerIdentities.HEADER);
                peer.refuses(told == null ? null : told.getValue());
            }
            return refusal;
        }

        private byte[] body(ClassicHttpResponse response) throws IOException {
            if (response.getEntity() == null) {
                return new byte[0];
            }
            try (InputStream body = BoundedInputStream.of(response.getEntity().getContent(), maxBodyBytes)) {
                return body.readAllBytes();
            }
        }
    }

    /** One request and its answer. Where that takes too long, its connection is closed, and so it ends. */
    private static final class Exchange implements Deadlines.Wait {

        private enum State {
            UNDER_WAY,
            OVER,
            TOO_LATE
        }

        private final DefaultBHttpClientConnection connection;
        private final AtomicReference<State> state = new AtomicReference<>(State.UNDER_WAY);

        Exchange(DefaultBHttpClientConnection connection) {
            this.connection = connection;
        }

        /** False where it took too long, so that its connection is closed. */
        boolean end() {
            return state.compareAndSet(State.UNDER_WAY, State.OVER);
        }

        boolean isTooLate() {
            return state.get() == State.TOO_LATE;
        }

        @Override
        public boolean isOver() {
            return state.get() != State.UNDER_WAY;
        }

        @Override
        public void tookTooLong() {
            if (state.compareAndSet(State.UNDER_WAY, State.TOO_LATE)) {
                connection.close(CloseMode.IMMEDIATE);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (following != null) {
            following.close();
        }
        nodes.values().forEach(NodeConnections::close);
    }
}
