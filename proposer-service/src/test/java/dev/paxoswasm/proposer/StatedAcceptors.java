package dev.paxoswasm.proposer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.types.Ballot;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Three acceptors that tell their status and nothing else; none before it is stated. */
final class StatedAcceptors implements AutoCloseable {

    private record Stated(Standing standing, long round) {}

    private final List<HttpServer> servers = new ArrayList<>();
    private volatile Optional<Stated> stated = Optional.empty();

    StatedAcceptors() throws IOException {
        for (long id = 1; id <= 3; id++) {
            long acceptor = id;
            HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            server.createContext("/", exchange -> answer(exchange, acceptor));
            server.start();
            servers.add(server);
        }
    }

    /** As the configuration of a node takes them. */
    String addresses() {
        return IntStream.rangeClosed(1, servers.size())
                .mapToObj(id -> id + "=http://127.0.0.1:"
                        + servers.get(id - 1).getAddress().getPort())
                .collect(Collectors.joining(","));
    }

    void are(Standing standing, long promisedRound) {
        stated = Optional.of(new Stated(standing, promisedRound));
    }

    private void answer(HttpExchange exchange, long acceptor) throws IOException {
        exchange.getRequestBody().readAllBytes();
        Optional<Stated> now = stated;
        boolean known = now.isPresent() && exchange.getRequestURI().getPath().endsWith("/status");
        byte[] body = known ? WitBinary.encode(status(acceptor, now.get())) : new byte[0];
        exchange.sendResponseHeaders(known ? 200 : 503, known ? body.length : -1);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static AcceptorStatus status(long acceptor, Stated stated) {
        Optional<Ballot> promised = stated.round() == 0 ? Optional.empty() : Optional.of(new Ballot(stated.round(), 2));
        return new AcceptorStatus(acceptor, 7, stated.standing(), Optional.empty(), promised, 0, Optional.empty());
    }

    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
    }
}
