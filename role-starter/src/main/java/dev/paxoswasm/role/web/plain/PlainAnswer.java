package dev.paxoswasm.role.web.plain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.tomcat.util.http.FastHttpDateFormat;

/**
 * An answer that is sent as a whole.
 *
 * @param fields of its head, but for those that follow from the body and the time
 */
public record PlainAnswer(int status, Map<String, String> fields, byte[] body) {

    ByteBuffer bytes() {
        StringBuilder head =
                new StringBuilder(256).append("HTTP/1.1 ").append(status).append(" \r\n");
        fields.forEach((name, value) -> field(head, name, value));
        field(head, "Content-Length", Integer.toString(body.length));
        field(head, "Date", FastHttpDateFormat.getCurrentDate());
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(start.length + body.length)
                .put(start)
                .put(body)
                .flip();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
