package dev.paxoswasm.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** {@code POST /v1/proposals:batch} of the client service: a line of JSON a value, and one a value back, in order. */
public record ProposalBatches(int valuesARequest) implements Dialect {
    private static final int OK = 200;
    private static final byte[] BEFORE = "{\"value\":\"".getBytes(US_ASCII);
    private static final byte[] AFTER = "\"}\n".getBytes(US_ASCII);
    private static final byte[] SLOT = "\"slot\":".getBytes(US_ASCII);
    private static final byte[] PROBLEM = "\"problem\":".getBytes(US_ASCII);
    private static final byte[] STATUS = "\"status\":".getBytes(US_ASCII);

    @Override
    public String path() {
        return "/v1/proposals:batch";
    }

    @Override
    public String mediaType() {
        return "application/x-ndjson";
    }

    @Override
    public byte[] body(List<byte[]> values) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (byte[] value : values) {
            lines.writeBytes(BEFORE);
            lines.writeBytes(value);
            lines.writeBytes(AFTER);
        }
        return lines.toByteArray();
    }

    @Override
    public long[] positions(int status, byte[] body, int length, List<byte[]> values) throws BadAnswerException {
        if (status != OK) {
            throw new BadAnswerException("status " + status);
        }
        long[] slots = new long[values.size()];
        int start = 0;
        for (int i = 0; i < slots.length; i++) {
            int end = start;
            while (end < length && body[end] != '\n') {
                end++;
            }
            if (start >= length) {
                throw new BadAnswerException("wrong answer: fewer lines than values");
            }
            slots[i] = slot(body, start, end);
            start = end + 1;
        }
        if (start < length) {
            throw new BadAnswerException("wrong answer: more lines than values");
        }
        return slots;
    }

    private static long slot(byte[] body, int start, int end) throws BadAnswerException {
        Answer answer = new Answer(body, start, end);
        if (answer.holds(PROBLEM)) {
            throw new BadAnswerException(
                    "status " + answer.past(PROBLEM).past(STATUS).number() + " of a value");
        }
        return answer.past(SLOT).number();
    }
}
