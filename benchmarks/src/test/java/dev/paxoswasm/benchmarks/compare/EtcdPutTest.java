package dev.paxoswasm.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.cli.bench.BadAnswerException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EtcdPutTest {
    private static final List<byte[]> VALUES = List.of("a value".getBytes(StandardCharsets.US_ASCII));

    private static long[] positions(int status, String answer) throws BadAnswerException {
        byte[] body = answer.getBytes(StandardCharsets.US_ASCII);
        return new EtcdPut().positions(status, body, body.length, VALUES);
    }

    @Test
    void a_value_travels_in_base64() {
        assertThat(new String(new EtcdPut().body(VALUES), StandardCharsets.US_ASCII))
                .startsWith("{\"key\":\"YmVuY2g")
                .endsWith("\"value\":\"YSB2YWx1ZQ==\"}");
    }

    @Test
    void a_write_stands_at_its_revision() throws BadAnswerException {
        assertThat(positions(200, "{\"header\":{\"cluster_id\":\"1\",\"member_id\":\"2\",\"revision\":\"345\"}}"))
                .containsExactly(345);
    }

    @Test
    void an_answer_without_revision_or_with_another_status_is_an_error() {
        assertThatExceptionOfType(BadAnswerException.class).isThrownBy(() -> positions(200, "{\"header\":{}}"));
        assertThatExceptionOfType(BadAnswerException.class)
                .isThrownBy(() -> positions(503, "{}"))
                .withMessage("status 503");
    }
}
