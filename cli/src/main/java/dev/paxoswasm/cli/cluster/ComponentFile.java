package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A component that takes the place of a built-in one.
 *
 * @param file   where it lies
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ComponentFile(Path file, String digest) {
    public ComponentFile {
        file = file.toAbsolutePath().normalize();
    }

    /** @throws Failure if there is no such file, or it cannot be read */
    public static ComponentFile read(Path file) {
        return new ComponentFile(file, digestOf(file));
    }

    /** @throws Failure if the file is not there any more, or is another one than it was */
    void requireUnchanged(String name) {
        String now = digestOf(file);
        if (!now.equals(digest)) {
            throw new Failure(file + " has the digest " + now + ", and the data was last used with " + digest
                    + "; restore the file, or take it as it is now with --component " + name + "=" + file + ", or "
                    + ComponentSelection.backFrom(name));
        }
    }

    private static String digestOf(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Failure("there is no file " + file.toAbsolutePath().normalize()
                    + "; name the file of a component, or " + ComponentSelection.BUILT_IN);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new Failure("cannot read " + file + " (" + e + "); name the file of a component");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return file + ", " + digest;
    }
}
