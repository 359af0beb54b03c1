package dev.paxoswasm.role.component;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** {@code sha256:} and 64 hexadecimal digits. */
final class Digest {

    private static final Pattern WELL_FORMED = Pattern.compile("sha256:[0-9a-f]{64}");

    private Digest() {}

    static String of(byte[] binary) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(binary));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static boolean isWellFormed(String digest) {
        return WELL_FORMED.matcher(digest).matches();
    }
}
