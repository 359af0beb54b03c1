package dev.paxoswasm.role.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes spans as an OpenTelemetry collector does (OTLP over HTTP), and keeps them. */
public final class Collector implements AutoCloseable {

    /**
     * @param service as in {@code paxos-client}
     * @param parent empty where it has none
     * @param links the spans it is linked to
     */
    public record Span(String service, String name, String trace, String id, String parent, List<String> links) {}

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    private Collector(HttpServer server) {
        this.server = server;
    }

    public static Collector start() throws IOException {
        Collector collector =
                new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        collector.server.createContext("/v1/traces", exchange -> {
            collector.take(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.server.start();
        return collector;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /** Those of one trace. */
    public List<Span> spans(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The fields of a message in Protocol Buffers that are strings, bytes or messages, by number. */
    private static final class Message {

        private static final int VARINT = 0;
        private static final int FIXED64 = 1;
        private static final int LENGTH = 2;

        private final Map<Integer, List<byte[]>> fields = new TreeMap<>();

        Message(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                int key = varint(in);
                switch (key & 7) {
                    case VARINT -> varint(in);
                    case FIXED64 -> in.getLong();
                    case LENGTH -> {
                        byte[] value = new byte[varint(in)];
                        in.get(value);
                        fields.computeIfAbsent(key >> 3, _ -> new ArrayList<>()).add(value);
                    }
                    default -> in.getInt();
                }
            }
        }

        private static int varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (next & 0x7FL) << shift;
                if (next >= 0) {
                    return (int) value;
                }
            }
        }

        List<Message> messages(int number) {
            return fields.getOrDefault(number, List.of()).stream()
                    .map(Message::new)
                    .toList();
        }

        String text(int number) {
            return fields.containsKey(number) ? new String(fields.get(number).getFirst(), StandardCharsets.UTF_8) : "";
        }

        String hex(int number) {
            return fields.containsKey(number)
                    ? HexFormat.of().formatHex(fields.get(number).getFirst())
                    : "";
        }
    }

    /** The numbers are those of opentelemetry/proto/trace/v1/trace.proto. */
    private void take(byte[] request) {
        for (Message resource : new Message(request).messages(1)) {
            String service = resource.messages(1).stream()
                    .flatMap(it -> it.messages(1).stream())
                    .filter(attribute -> attribute.text(1).equals("service.name"))
                    .map(attribute -> attribute.messages(2).getFirst().text(1))
                    .findFirst()
                    .orElse("");
            for (Message scope : resource.messages(2)) {
                for (Message span : scope.messages(2)) {
                    spans.add(new Span(
                            service,
                            span.text(5),
                            span.hex(1),
                            span.hex(2),
                            span.hex(4),
                            span.messages(13).stream().map(link -> link.hex(2)).toList()));
                }
            }
        }
    }
}
