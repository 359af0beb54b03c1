package dev.paxoswasm.benchmarks.failover;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.cli.api.ClientApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client service that has a log to read, and nothing else. */
final class ServedLog implements AutoCloseable {
    private static final Pattern QUERY = Pattern.compile("from=(\\d+)&limit=(\\d+)");

    private final TreeMap<Long, String> entries = new TreeMap<>();
    private final HttpServer server;

    private ServedLog(HttpServer server) {
        this.server = server;
    }

    static ServedLog start() throws IOException {
        ServedLog log = new ServedLog(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        log.server.createContext("/v1/log", log::answer);
        log.server.start();
        return log;
    }

    ServedLog with(long slot, String value) {
        entries.put(slot, value);
        return this;
    }

    ClientApi client() {
        return new ClientApi(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        Matcher query = QUERY.matcher(exchange.getRequestURI().getQuery());
        if (!query.matches()) {
            throw new IOException("no page is asked for: " + exchange.getRequestURI());
        }
        List<ObjectNode> page = new ArrayList<>();
        entries.tailMap(Long.parseLong(query.group(1))).entrySet().stream()
                .limit(Long.parseLong(query.group(2)))
                .forEach(entry -> page.add(JsonMapper.shared()
                        .createObjectNode()
                        .put("slot", entry.getKey())
                        .put("value", entry.getValue())
                        .put("encoding", "utf-8")));
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("entries", page));
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
