package dev.paxoswasm.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;

/** {@code POST /v1/proposals} of the client service: one value a request. */
public record Proposals() implements Dialect {
    private static final int CREATED = 201;
    private static final byte[] BEFORE = "{\"value\":\"".getBytes(US_ASCII);
    private static final byte[] AFTER = "\"}".getBytes(US_ASCII);
    private static final byte[] SLOT = "\"slot\":".getBytes(US_ASCII);
    private static final byte[] VALUE = "\"value\":\"".getBytes(US_ASCII);

    @Override
    public String path() {
        return "/v1/proposals";
    }

    @Override
    public String mediaType() {
        return "application/json";
    }

    @Override
    public int valuesARequest() {
        return 1;
    }

    @Override
    public byte[] body(List<byte[]> values) {
        byte[] value = values.getFirst();
        byte[] body = new byte[BEFORE.length + value.length + AFTER.length];
        System.arraycopy(BEFORE, 0, body, 0, BEFORE.length);
        System.arraycopy(value, 0, body, BEFORE.length, value.length);
        System.arraycopy(AFTER, 0, body, BEFORE.length + value.length, AFTER.length);
        return body;
    }

    @Override
    public long[] positions(int status, byte[] body, int length, List<byte[]> values) throws BadAnswerException {
        if (status != CREATED) {
            throw new BadAnswerException("status " + status);
        }
        Answer answer = new Answer(body, 0, length);
        long slot = answer.past(SLOT).number();
        if (!answer.past(VALUE).continuesWith(values.getFirst(), '"')) {
            throw new BadAnswerException("wrong answer: another value than the one proposed");
        }
        return new long[] {slot};
    }
}
