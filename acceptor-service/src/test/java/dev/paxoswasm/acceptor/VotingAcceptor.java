package dev.paxoswasm.acceptor;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An acceptor among two proposers that do nothing but tell it what they remember, which a test may decide. */
final class VotingAcceptor implements AutoCloseable {

    private final HttpServer proposers;
    private final List<String> always;
    private volatile Optional<KnownAcceptor> known = Optional.empty();

    private VotingAcceptor(HttpServer proposers, List<String> always) {
        this.proposers = proposers;
        this.always = always;
    }

    static VotingAcceptor proposers() {
        return proposers(List.of());
    }

    /** With options for each acceptor that is started. */
    static VotingAcceptor proposers(List<String> always) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            VotingAcceptor made = new VotingAcceptor(server, always);
            server.createContext("/proposers", made::admit);
            server.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the proposers remember from now on. */
    void remember(KnownAcceptor acceptor) {
        known = Optional.of(acceptor);
    }

    private void admit(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        WitBinary.codecOf(AdmitRequest.class).decode(body);
        byte[] answer = WitBinary.encode(new Admission(1, known, Optional.empty(), false));
        exchange.getResponseHeaders().set("Content-Type", WitBinary.MEDIA_TYPE);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    /** Starts the acceptor, and waits until its standing is this one. */
    RunningNode start(String standing, Path data, String... options) {
        String url = "http://127.0.0.1:" + proposers.getAddress().getPort();
        List<String> all = Stream.of(
                        Stream.of(
                                "--paxos.cluster.proposers=1=" + url + ",2=" + url.replace("127.0.0.1", "localhost"),
                                "--paxos.start.patience=1ms"),
                        always.stream(),
                        Stream.of(options))
                .flatMap(it -> it)
                .toList();
        RunningNode acceptor = RunningNode.start(AcceptorApplication.application(), data, all.toArray(String[]::new));
        await().until(() -> RunningNode.json(acceptor.get("/acceptors/1/status"))
                .path("standing")
                .asString()
                .equals(standing));
        return acceptor;
    }

    @Override
    public void close() {
        proposers.stop(0);
    }
}
