package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.RunningNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A connection that is kept, on which requests are sent as a test likes. */
final class RawConnection implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;

    private RawConnection(RunningNode node, int receiveBuffer) {
        try {
            socket.setReceiveBufferSize(receiveBuffer);
            socket.connect(new InetSocketAddress("127.0.0.1", node.port()));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RawConnection to(RunningNode node) {
        return new RawConnection(node, 1 << 16);
    }

    /** One on which answers that are not read are soon felt. */
    static RawConnection narrow(RunningNode node) {
        return new RawConnection(node, 4_096);
    }

    /**
     * An answer.
     *
     * @param fields by name in lower case
     */
    record Answer(int status, Map<String, String> fields, String body) {

        /**
         * What it says, but for when it was given, which slot it is about, how its end is told and whether the
         * connection is kept.
         */
        Answer timeless() {
            Map<String, String> all = new TreeMap<>(fields);
            all.remove("date");
            all.remove("connection");
            all.remove("keep-alive");
            all.remove("content-length");
            all.remove("transfer-encoding");
            all.computeIfPresent("location", (name, value) -> value.replaceAll("\\d+$", "N"));
            return new Answer(status, all, body.replaceAll("\"slot\":\\d+", "\"slot\":N"));
        }
    }

    /** The head of a proposal with further lines, and its body. */
    static String proposal(String mediaType, String body, String... lines) {
        String further = lines.length == 0 ? "" : String.join("\r\n", lines) + "\r\n";
        return "POST /v1/proposals HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + mediaType + "\r\n" + further
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends nothing more. */
    RawConnection endOfRequests() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    Answer answer() throws IOException {
        int status = status();
        Map<String, String> fields = new TreeMap<>();
        for (String field = nextLine(); !field.isEmpty(); field = nextLine()) {
            int colon = field.indexOf(':');
            fields.put(
                    field.substring(0, colon).toLowerCase(Locale.ROOT),
                    field.substring(colon + 1).strip());
        }
        return new Answer(status, fields, new String(body(fields), StandardCharsets.UTF_8));
    }

    private byte[] body(Map<String, String> fields) throws IOException {
        if (fields.containsKey("content-length")) {
            return in.readNBytes(Integer.parseInt(fields.get("content-length")));
        }
        return fields.containsKey("transfer-encoding") ? chunks() : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int length = chunkLength(); length > 0; length = chunkLength()) {
            body.write(in.readNBytes(length));
            nextLine();
        }
        nextLine();
        return body.toByteArray();
    }

    private int chunkLength() throws IOException {
        return Integer.parseInt(nextLine(), 16);
    }

    /** Reads the first line of an answer. */
    int status() throws IOException {
        String line = nextLine();
        assertThat(line).startsWith("HTTP/1.1 ");
        return Integer.parseInt(line.substring(9, 12));
    }

    private String nextLine() throws IOException {
        String line = line();
        assertThat(line).as("the connection ended").isNotNull();
        return line;
    }

    /** The next line that comes; null at the end. */
    @Nullable
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    /** Waits until the other side closes it. */
    boolean isClosed() throws IOException {
        return in.read() < 0;
    }

    /** Is gone at once, with whatever is still to come. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
