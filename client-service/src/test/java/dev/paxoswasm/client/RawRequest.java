package dev.paxoswasm.client;

import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request whose body is sent piece by piece, by a client that may do as it likes. */
final class RawRequest implements AutoCloseable {

    private final RawConnection connection;

    private RawRequest(RunningNode node, String path, String headers) {
        connection = RawConnection.narrow(node);
        try {
            connection.send(
                    "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n\r\n");
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
        connection.send(bytes);
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
        return connection.status();
    }

    /** The next line of the answer that is JSON, skipping what is HTTP's; null at the end. */
    @Nullable
    String line() throws IOException {
        String line = connection.line();
        while (line != null && !line.startsWith("{")) {
            line = connection.line();
        }
        return line;
    }

    /** Is gone at once, with whatever is still to come. */
    void reset() throws IOException {
        connection.reset();
    }

    @Override
    public void close() {
        connection.close();
    }
}
