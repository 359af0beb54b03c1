package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.client.RawConnection.Answer;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Heads that the container or a filter refuses: a problem document says so, whoever it is that refuses. */
@Timeout(60)
class BadHeadsTest {

    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        client = RunningNode.start(ClientApplication.application(), data);
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET /v1/log HTTP/1.1|Host: a..b                                    | 400
            GET /v1/log HTTP/1.1|Host: [1]                                     | 400
            GET /v1/log HTTP/1.1|Host: -a-                                     | 400
            GET /v1/log HTTP/1.1|X: no host                                    | 400
            G@T /v1/log HTTP/1.1|Host: a                                       | 400
            GET /v1/log HTTP/3.0|Host: a                                       | 505
            GET /v1/log/%ff HTTP/1.1|Host: a                                   | 400
            GET /v1/log/%00 HTTP/1.1|Host: a                                   | 400
            GET /v1/log#x HTTP/1.1|Host: a                                     | 400
            GET /v1/log?from=%zz HTTP/1.1|Host: a                              | 400
            GET /v1/log?from=%ff HTTP/1.1|Host: a                              | 400
            GET /v1/log?=&= HTTP/1.1|Host: a                                   | 400
            GET /v1/log?x=1 HTTP/1.1|Host: a                                   | 400
            GET /v1/log?from=1&from=2 HTTP/1.1|Host: a                         | 400
            GET /v1/log;a=b HTTP/1.1|Host: a                                   | 400
            TRACE /v1/log HTTP/1.1|Host: a                                     | 405
            TRACE /nothing HTTP/1.1|Host: a                                    | 404
            CONNECT a:1 HTTP/1.1|Host: a:1                                     | 501
            GET /v1/log HTTP/1.1|Host: a;;Expect: x                            | 417
            GET /v1/log HTTP/1.1|Host: a;;Content-Length: x                    | 400
            GET /v1/log HTTP/1.1|Host: a;;X Y: 1                               | 400
            POST /v1/proposals HTTP/1.1|Host: a;;Transfer-Encoding: gzip       | 501
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Length: 0             | 415
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Type: app lication/json;;Content-Length: 0 | 415
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Type: application/json;charset=utf -8;;Content-Length: 0 | 415
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Type: application/json;charset=utf-16;;Content-Length: 0 | 415
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Type:;; application/json;;Content-Length: 0 | 415
            POST /v1/proposals HTTP/1.1|Host: a;;Content-Type: application/octet-stream;;Content-Type: application/json;;Content-Length: 0 | 415
            POST /clients/1/issue HTTP/1.1|Host: a;;Content-Length: 0          | 415
            """)
    void are_told_by_a_problem_document(String line, String fields, int status) throws IOException {
        Answer answer = answer(line + "\r\n" + fields.replace(";;", "\r\n") + "\r\n\r\n");

        assertProblem(answer, status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Content-Length: 100         | cut short
            Transfer-Encoding: chunked  | 5%cut s%
            Transfer-Encoding: chunked  | zz%cut short%0%%
            """)
    void a_body_that_ends_too_early_is_not_taken_for_a_bad_head(String length, String body) throws IOException {
        Answer answer = answer("POST /v1/proposals HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
                + length + "\r\n\r\n" + body.replace("%", "\r\n"));

        assertProblem(answer, 400);
        assertThat(answer.body()).contains("malformed-body", "the body ends before its Content-Length");
    }

    @ParameterizedTest
    @CsvSource({"gzip, 415", "br, 415", "'identity, gzip', 415"})
    void a_body_in_a_coding_is_refused_with_what_is_taken(String coding, int status) throws IOException {
        Answer answer =
                answer(RawConnection.proposal("application/octet-stream", "bytes", "Content-Encoding: " + coding));

        assertProblem(answer, status);
        assertThat(answer.fields()).containsEntry("accept-encoding", "identity");
    }

    @ParameterizedTest
    @CsvSource({"9000, 1", "1, 200"})
    void a_head_that_is_too_long_is_refused(int length, int count) throws IOException {
        String field = "Via: " + "x".repeat(length) + "\r\n";
        assertProblem(answer("GET /v1/log HTTP/1.1\r\nHost: a\r\n" + field.repeat(count) + "\r\n"), 400);
    }

    private static Answer answer(String request) throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            return connection
                    .send(request.getBytes(StandardCharsets.ISO_8859_1))
                    .endOfRequests()
                    .answer();
        }
    }

    private static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.fields()).containsEntry("content-type", "application/problem+json");
        JsonNode problem = RunningNode.tree(answer.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("type").asString()).isNotBlank();
    }
}
