package dev.paxoswasm.role.web.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRequestReaderTest {

    private static final String LINE = "POST /v1/proposals HTTP/1.1";
    private static final String HOST = "Host: localhost:8080";
    private static final String LENGTH = "Content-Length: 5";
    private static final String BODY = "hello";

    private static String request(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n" + BODY;
    }

    private final PlainRequestReader reader = new PlainRequestReader(Set.of("/v1/proposals"));

    private @Nullable PlainRequest read(String request) {
        return read(request.getBytes(ISO_8859_1));
    }

    private @Nullable PlainRequest read(byte[] request) {
        // As in the buffer of a connection, where remains of an earlier request follow.
        byte[] buffer = Arrays.copyOf(request, request.length + 100);
        Arrays.fill(buffer, request.length, buffer.length, (byte) 'x');
        return reader.read(buffer, request.length);
    }

    @Test
    void what_common_clients_send_is_plain() {
        PlainRequest curl = read(request(
                LINE,
                HOST,
                "User-Agent: curl/8.14.1",
                "Accept: */*",
                "content-type:application/json",
                "PREFER:  wait=3 ",
                "Connection: Keep-Alive",
                LENGTH));

        assertThat(curl).isNotNull();
        assertThat(curl.path()).isEqualTo("/v1/proposals");
        assertThat(curl.field("accept")).isEqualTo("*/*");
        assertThat(curl.field("content-type")).isEqualTo("application/json");
        assertThat(curl.field("prefer")).isEqualTo("wait=3");
        assertThat(curl.field("user-agent")).as("has no say").isNull();
        assertThat(curl.body()).asString().isEqualTo(BODY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paxos", "127.0.0.1", "[::1]:8080", "client.paxos.svc.cluster.local:80"})
    void so_is_each_way_to_name_a_host(String host) {
        assertThat(read(request(LINE, "Host: " + host, LENGTH))).isNotNull();
    }

    static final List<String> OTHERS = List.of(
            request("GET /v1/proposals HTTP/1.1", HOST, LENGTH),
            request("POST /v1/log HTTP/1.1", HOST, LENGTH),
            request("POST /v1/proposals?x HTTP/1.1", HOST, LENGTH),
            request("POST http://localhost/v1/proposals HTTP/1.1", HOST, LENGTH),
            request("POST /v1/%70roposals HTTP/1.1", HOST, LENGTH),
            request("POST  /v1/proposals HTTP/1.1", HOST, LENGTH),
            request("POST /v1/proposals HTTP/1.0", HOST, LENGTH),
            request("post /v1/proposals HTTP/1.1", HOST, LENGTH),
            request(LINE, HOST),
            request(LINE, LENGTH),
            request(LINE, HOST, HOST, LENGTH),
            request(LINE, "Host:", LENGTH),
            request(LINE, "Host: a..b", LENGTH),
            request(LINE, "Host: -a-", LENGTH),
            request(LINE, "Host: a_b", LENGTH),
            request(LINE, "Host: a.", LENGTH),
            request(LINE, "Host: [1]", LENGTH),
            request(LINE, "Host: 1.2.3.256", LENGTH),
            request(LINE, "Host: a:0", LENGTH),
            request(LINE, "Host: a:65536", LENGTH),
            request(LINE, HOST, "Via: x\r\n".repeat(60) + "Via: x", LENGTH),
            request(LINE, "Host: a b", LENGTH),
            request(LINE, "Host: a:b", LENGTH),
            request(LINE, HOST, LENGTH, LENGTH),
            request(LINE, HOST, "Content-Length: 4"),
            request(LINE, HOST, "Content-Length: 6"),
            request(LINE, HOST, "Content-Length: +5"),
            request(LINE, HOST, "Content-Length: 5, 5"),
            request(LINE, HOST, "Content-Length: 0x5"),
            request(LINE, HOST, "Content-Length: 99999999999999999999"),
            request(LINE, HOST, "Content-Length:"),
            request(LINE, HOST, LENGTH, "Transfer-Encoding: chunked"),
            request(LINE, HOST, LENGTH, "Content-Encoding: gzip"),
            request(LINE, HOST, LENGTH, "Expect: 100-continue"),
            request(LINE, HOST, LENGTH, "Connection: close"),
            request(LINE, HOST, LENGTH, "Connection: keep-alive, Upgrade"),
            request(LINE, HOST, LENGTH, "Upgrade: h2c"),
            request(LINE, HOST, LENGTH, "Authorization: Basic eDp5"),
            request(LINE, HOST, LENGTH, "Cookie: a=b"),
            request(LINE, HOST, LENGTH, "Accept: a/b", "Accept: c/d"),
            request(LINE, HOST, LENGTH, "Accept : a/b"),
            request(LINE, HOST, LENGTH, "Accept: a/b", " folded"),
            request(LINE, HOST, LENGTH, "Accept: a\tb"),
            request(LINE, HOST, LENGTH, "Accept: \u00e9"),
            request(LINE, HOST, LENGTH, "Accept: a\u0000b"),
            request(LINE, HOST, LENGTH, "Accept: a\rb"),
            request(LINE, HOST, LENGTH, "Accept: a\nb"),
            request(LINE, HOST, LENGTH, "no colon"),
            request(LINE, HOST, LENGTH, ": no name"),
            request(LINE, HOST, LENGTH) + "POST",
            request(LINE, HOST, LENGTH).replace("\r\n", "\n"),
            "\r\n" + request(LINE, HOST, LENGTH),
            "");

    @Test
    void each_has_a_body_and_fields_of_its_own_also_under_the_same_head() {
        PlainRequest first = read(request(LINE, HOST, "Prefer: wait=3", LENGTH));
        PlainRequest second = read(request(LINE, HOST, "Prefer: wait=3", LENGTH).replace(BODY, "other"));
        PlainRequest third = read(request(LINE, HOST, LENGTH));

        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(third).isNotNull();
        assertThat(first.body()).asString().isEqualTo(BODY);
        assertThat(second.body()).asString().isEqualTo("other");
        assertThat(second.fields()).isEqualTo(first.fields());
        assertThat(third.fields()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OTHERS")
    void whatever_a_parser_would_have_to_think_about_is_not(String request) {
        assertThat(read(request)).isNull();
        assertThat(read(request(LINE, HOST, LENGTH))).isNotNull();
        assertThat(read(request)).as("after one that is").isNull();
    }

    @Test
    void nor_is_any_that_has_not_arrived_as_a_whole() {
        String whole = request(LINE, HOST, "Accept: */*", LENGTH);
        assertThat(read(whole)).isNotNull();
        for (int length = 0; length < whole.length(); length++) {
            assertThat(read(whole.substring(0, length)))
                    .as("the first %d bytes", length)
                    .isNull();
        }
    }

    @Test
    void bytes_that_make_no_sense_do_no_harm() {
        byte[] whole = request(LINE, HOST, "Content-Type: application/json", "Accept: */*", LENGTH)
                .getBytes(ISO_8859_1);
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            byte[] changed = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int changes = random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            PlainRequest request = read(changed);
            if (request != null) {
                String text = new String(changed, ISO_8859_1);
                assertThat(text).startsWith(LINE + "\r\n");
                assertThat(new String(request.body(), ISO_8859_1))
                        .hasSize(BODY.length())
                        .isEqualTo(text.substring(text.indexOf("\r\n\r\n") + 4));
            }
        }
    }
}
