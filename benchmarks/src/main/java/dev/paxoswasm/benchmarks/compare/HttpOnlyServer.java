package dev.paxoswasm.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Answers proposals at once, agreed with nobody and kept nowhere: what HTTP leaves to everything else. One thread reads
 * and writes all connections. It understands what the load sends, and nothing more.
 */
public final class HttpOnlyServer {
    private static final int LONGEST_REQUEST = 1 << 21;
    private static final String LENGTH = "Content-Length: ";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Selector selector = Selector.open();
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final ByteBuffer arrived = ByteBuffer.allocateDirect(LONGEST_REQUEST);
    private long slot;

    private HttpOnlyServer(int port) throws IOException {
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 4_096);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** What has come of a request so far. */
    private static final class Pending {
        private String text = "";
    }

    public static void main(String[] arguments) throws IOException {
        HttpOnlyServer server = new HttpOnlyServer(Integer.parseInt(arguments[0]));
        while (true) {
            server.selector.select(server::serve);
        }
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else {
                read((SocketChannel) key.channel(), (Pending) key.attachment());
            }
        } catch (IOException _) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel connection = listener.accept();
        if (connection == null) {
            return;
        }
        connection.configureBlocking(false);
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        connection.register(selector, SelectionKey.OP_READ, new Pending());
    }

    private void read(SocketChannel connection, Pending pending) throws IOException {
        arrived.clear();
        if (connection.read(arrived) < 0) {
            connection.close();
            return;
        }
        arrived.flip();
        pending.text += StandardCharsets.ISO_8859_1.decode(arrived);
        int body = pending.text.indexOf(END_OF_HEAD) + END_OF_HEAD.length();
        if (body < END_OF_HEAD.length() || pending.text.length() < body + bodyLength(pending.text)) {
            return;
        }
        String value = pending.text.substring(body);
        pending.text = "";
        ByteBuffer answer = StandardCharsets.ISO_8859_1.encode(answer(value));
        while (answer.hasRemaining()) {
            connection.write(answer);
        }
    }

    private static int bodyLength(String request) {
        int start = request.indexOf(LENGTH) + LENGTH.length();
        return Integer.parseInt(request.substring(start, request.indexOf("\r\n", start)));
    }

    /** What a client service answers, but for the ballot. */
    private String answer(String proposal) {
        String body = "{\"slot\":" + ++slot + "," + proposal.substring(1);
        return "HTTP/1.1 201 \r\nLocation: /v1/log/" + slot + "\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + END_OF_HEAD + body;
    }
}
