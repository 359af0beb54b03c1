package dev.paxoswasm.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws proposals whose heads are right, odd or wrong, each from its seed. */
final class OddHeads {

    private static final List<String> REQUEST_LINES = List.of(
            "POST /v1/proposals HTTP/1.0",
            "POST  /v1/proposals HTTP/1.1",
            "post /v1/proposals HTTP/1.1",
            "POST /v1/proposals? HTTP/1.1",
            "POST /v1/proposals?x=1 HTTP/1.1",
            "POST /v1/proposals;a=b HTTP/1.1",
            "POST /v1/proposals/ HTTP/1.1",
            "POST /v1/%70roposals HTTP/1.1",
            "POST http://a/v1/proposals HTTP/1.1",
            "PUT /v1/proposals HTTP/1.1");
    private static final List<String> HOSTS = List.of(
            "localhost",
            "localhost:8080",
            "127.0.0.1",
            "[::1]",
            "a..b",
            "[1]",
            "-a-",
            "a-",
            "a_b",
            "a.",
            ".a",
            "1a",
            "a.1",
            "1.2.3.999",
            "1.2.3",
            "a:0",
            "a:080",
            "a:65536",
            "a:99999",
            "a:",
            ":80",
            "",
            "a b",
            "%61",
            "a@b",
            "a,b",
            "[::1]x",
            "[::g]",
            "[1:2:3:4:5:6:7:8]",
            "[fe80::1%25eth0]",
            "xn--bcher-kva.example",
            "client-0.client.default.svc");
    private static final List<String> TYPES = List.of(
            "application/json", "application/json", "application/octet-stream", "application/x-ndjson", "text/plain");
    private static final List<String> PARAMETERS = List.of(
            ";charset=utf-8",
            "; charset=UTF-8",
            ";charset=\"utf-8\"",
            ";charset=utf -8",
            ";charset=utf-16",
            ";charset=latin1",
            "; charset = utf-8",
            ";charset=utf-8;charset=utf-8",
            ";charset=utf-8;charset=utf-16",
            ";",
            ";;",
            "; ;",
            ";odd=1",
            ";odd",
            ";=1",
            ";odd=\"",
            ";odd=\"\\",
            ";odd=\"a\\\"b\"",
            ",application/json",
            " ;charset=utf-8",
            ";CHARSET=Utf-8");
    private static final List<String> FURTHER = List.of(
            "Content-Encoding: gzip",
            "Content-Encoding: identity",
            "Content-Encoding:",
            "Content-Encoding: identity, br",
            "Accept: */*",
            "Accept: application/json",
            "Accept: application/*;q=0.5",
            "Accept: text/html",
            "Accept: x",
            "Accept:",
            "Prefer: wait=5",
            "Prefer: wait=0",
            "Prefer: respond-async, wait=7",
            "Prefer:",
            "Connection: keep-alive",
            "Connection: x",
            "Expect: x",
            "Transfer-Encoding: gzip",
            "Transfer-Encoding: identity",
            "X-Odd: 1",
            "X Odd: 1",
            "X-Odd : 1",
            "Odd",
            ": 1",
            "Content-Type: application/octet-stream",
            "Content-Type: application/json",
            "Content-Type:",
            "Host: b",
            "Host:",
            "User-Agent: a\tb",
            "User-Agent: a\u0001b",
            "User-Agent: \u00e4",
            "Cookie: a=b",
            "Via: x");
    private static final String ODD_BYTES = " \t;\"\\=,/:\u0000\u007f\u00e4()<>@[]{}?*a1-.\r";

    private final Random random;
    private final int number;

    private OddHeads(int seed) {
        random = new Random(seed);
        // Seeds side by side begin alike.
        random.nextInt();
        number = seed;
    }

    static byte[] ofSeed(int seed) {
        return new OddHeads(seed).request().getBytes(ISO_8859_1);
    }

    private String request() {
        String body = random.nextInt(4) == 0 ? "bytes " + number : "{\"value\":\"" + number + "\"}";
        List<String> lines = new ArrayList<>();
        lines.add("Host: " + (chance(3) ? host() : "localhost"));
        lines.add("Content-Type: " + type());
        lines.add("Content-Length: " + (chance(25) ? "0" : "") + body.length());
        if (chance(3)) {
            lines.add("User-Agent: odd/1.0");
        }
        if (chance(3)) {
            lines.add(one(FURTHER));
        }
        if (chance(12)) {
            mutateLines(lines);
        }
        String first = chance(12) ? one(REQUEST_LINES) : "POST /v1/proposals HTTP/1.1";
        return first + "\r\n" + String.join("\r\n", lines) + "\r\n\r\n" + body;
    }

    private String host() {
        String host = one(HOSTS);
        return chance(3) ? mutated(host) : host;
    }

    private String type() {
        String type = one(TYPES) + (chance(3) ? one(PARAMETERS) : "");
        return chance(4) ? mutated(type) : type;
    }

    private void mutateLines(List<String> lines) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(line);
            case 2 -> lines.set(at, inserted(line, "\r\n "));
            case 3 -> lines.set(at, inserted(line, "\r\n\t"));
            case 4 -> lines.set(at, mutated(line));
            default -> {
                for (int i = random.nextInt(150); i > 0; i--) {
                    lines.add("Via: x");
                }
            }
        }
    }

    private String mutated(String text) {
        if (text.isEmpty() || chance(2)) {
            return inserted(text, String.valueOf(ODD_BYTES.charAt(random.nextInt(ODD_BYTES.length()))));
        }
        int at = random.nextInt(text.length());
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, at) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.charAt(at) + text.substring(at);
            default -> text.substring(0, at) + Character.toString(text.charAt(at) ^ 0x20) + text.substring(at + 1);
        };
    }

    private String inserted(String text, String what) {
        int at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
