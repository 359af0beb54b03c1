package dev.paxoswasm.cli.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The head of a request but for how the length of its body is told. */
final class RequestHead {
    static final int WAIT_SECONDS = 5;

    private RequestHead() {}

    static byte[] of(URI address, String path, String mediaType) {
        String base = address.getPath() == null ? "" : address.getPath().replaceAll("/$", "");
        return ("POST " + base + path + " HTTP/1.1\r\nHost: " + address.getHost() + ":" + port(address)
                        + "\r\nContent-Type: " + mediaType + "\r\nAccept: " + mediaType + "\r\nPrefer: wait="
                        + WAIT_SECONDS + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    static int port(URI address) {
        return address.getPort() == -1 ? 80 : address.getPort();
    }
}
