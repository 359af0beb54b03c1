package dev.paxoswasm.role.component;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** How compiled code lies in a file: what it is, of what, its checksum, and the code. */
final class CompiledCodeFile {

    private static final byte[] MAGIC = "paxos-wasm code 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BYTES = 32;
    private static final int HEADER_BYTES = MAGIC.length + 2 * DIGEST_BYTES;

    private CompiledCodeFile() {}

    static byte[] write(String key, byte[] code) {
        byte[] of = HexFormat.of().parseHex(key);
        return ByteBuffer.allocate(HEADER_BYTES + code.length)
                .put(MAGIC)
                .put(of)
                .put(checksum(of, code))
                .put(code)
                .array();
    }

    /** @throws DamagedException if it is not exactly what was written for this key */
    static byte[] read(String key, byte[] file) throws DamagedException {
        if (file.length < HEADER_BYTES || !Arrays.equals(MAGIC, Arrays.copyOf(file, MAGIC.length))) {
            throw new DamagedException("does not begin as compiled code does");
        }
        byte[] of = Arrays.copyOfRange(file, MAGIC.length, MAGIC.length + DIGEST_BYTES);
        if (!Arrays.equals(of, HexFormat.of().parseHex(key))) {
            throw new DamagedException("is of another component, compiler or release of Java");
        }
        byte[] checksum = Arrays.copyOfRange(file, MAGIC.length + DIGEST_BYTES, HEADER_BYTES);
        byte[] code = Arrays.copyOfRange(file, HEADER_BYTES, file.length);
        if (!MessageDigest.isEqual(checksum, checksum(of, code))) {
            throw new DamagedException("does not have the checksum that stands in it");
        }
        return code;
    }

    private static byte[] checksum(byte[] key, byte[] code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key);
            return digest.digest(code);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The file is not what it should be; the message says in which way. */
    static final class DamagedException extends Exception {
        private DamagedException(String message) {
            super(message);
        }
    }
}
