package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.RunningNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request whose body is sent piece by piece, by a client that may do as it likes. */
final class RawRequest implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket = new Socket();
    private final BufferedReader in;
    private final OutputStream out;

    private RawRequest(RunningNode node, String path, String headers) {
        try {
            // Small, so that answers which are not read are soon felt.
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress("127.0.0.1", node.port()));
            socket.setSoTimeout((int) PATIENCE.toMillis());
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            out = socket.getOutputStream();
            out.write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that says how long its body is. */
    static RawRequest ofLength(RunningNode node, String path, String mediaType, long length) {
        return new RawRequest(node, path, "Content-Type: " + mediaType + "\r\nContent-Length: " + length);
    }

    static RawRequest chunked(RunningNode node, String path, String mediaType) {
        return new RawRequest(node, path, "Content-Type: " + mediaType + "\r\nTransfer-Encoding: chunked");
    }

    RawRequest send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    RawRequest send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawRequest chunk(byte[] bytes) throws IOException {
        send(Integer.toHexString(bytes.length) + "\r\n");
        return send(bytes).send("\r\n");
    }

    RawRequest chunk(String text) throws IOException {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    RawRequest lastChunk() throws IOException {
        return send("0\r\n\r\n");
    }

    /** The status of the answer. */
    int status() throws IOException {
        String line = in.readLine();
        assertThat(line).startsWith("HTTP/1.1 ");
        return Integer.parseInt(line.substring(9, 12));
    }

    /** The next line of the answer that is JSON, skipping what is HTTP's; null at the end. */
    @Nullable
    String line() throws IOException {
        String line = in.readLine();
        while (line != null && !line.startsWith("{")) {
            line = in.readLine();
        }
        return line;
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
