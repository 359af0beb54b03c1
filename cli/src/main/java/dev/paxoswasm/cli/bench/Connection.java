package dev.paxoswasm.cli.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that posts values. The load and the cluster share the machine, so what the load costs
 * is taken from the result; this costs a fraction of a general HTTP client.
 */
final class Connection implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private final Socket socket;
    private final InputStream input;
    private final String head;
    private boolean reusable = true;

    /** What came back. */
    record Answer(int status, byte[] body) {}

    /** @param waitSeconds how long the service may try before it gives up */
    Connection(URI address, int waitSeconds) throws IOException {
        int port = address.getPort() == -1 ? 80 : address.getPort();
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((waitSeconds + 10) * 1_000);
        socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_TIMEOUT_MILLIS);
        input = new BufferedInputStream(socket.getInputStream());
        head = "POST /v1/proposals HTTP/1.1\r\nHost: " + address.getHost() + ":" + port
                + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nPrefer: wait=" + waitSeconds
                + "\r\nContent-Length: ";
    }

    Answer post(byte[] body) throws IOException {
        byte[] start = (head + body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        socket.getOutputStream().write(whole);
        return read();
    }

    /** Whether another request may be sent over it. */
    boolean isReusable() {
        return reusable;
    }

    private Answer read() throws IOException {
        String statusLine = line();
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < 12) {
            throw new IOException("no HTTP answer: " + statusLine);
        }
        int status = Integer.parseInt(statusLine, 9, 12, 10);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.contains("chunked");
            } else if (lower.startsWith("connection:")) {
                reusable &= !lower.contains("close");
            }
        }
        return new Answer(status, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size;
        do {
            size = Integer.parseInt(line().split(";")[0].strip(), 16);
            body.write(exactly(size));
            line();
        } while (size > 0);
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = input.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next == -1) {
                throw new EOFException("the connection ended");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
