package dev.paxoswasm.benchmarks.compare;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.paxoswasm.cli.bench.Answer;
import dev.paxoswasm.cli.bench.BadAnswerException;
import dev.paxoswasm.cli.bench.Dialect;
import java.util.Base64;
import java.util.List;

/**
 * {@code POST /v3/kv/put} of etcd's JSON gateway. Every value is put under one of a thousand keys, so that its data
 * stays small.
 */
public record EtcdPut() implements Dialect {
    private static final int OK = 200;
    private static final int KEYS = 1_000;
    private static final byte[] REVISION = "\"revision\":\"".getBytes(US_ASCII);

    @Override
    public String path() {
        return "/v3/kv/put";
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
        String key = "bench-" + Math.floorMod(java.util.Arrays.hashCode(value), KEYS);
        Base64.Encoder base64 = Base64.getEncoder();
        return ("{\"key\":\"" + base64.encodeToString(key.getBytes(US_ASCII)) + "\",\"value\":\""
                        + base64.encodeToString(value) + "\"}")
                .getBytes(US_ASCII);
    }

    @Override
    public long[] positions(int status, byte[] body, int length, List<byte[]> values) throws BadAnswerException {
        if (status != OK) {
            throw new BadAnswerException("status " + status);
        }
        return new long[] {new Answer(body, 0, length).past(REVISION).number()};
    }
}
