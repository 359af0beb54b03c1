package dev.paxoswasm.wit;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A digest of all that decides what is generated: the WIT files, the configuration, and this plugin itself. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    static String of(Path root, List<Path> files, String configuration) throws IOException {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(configuration.getBytes(StandardCharsets.UTF_8));
        for (Path file : files) {
            fingerprint.add(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            fingerprint.add(Files.readAllBytes(file));
        }
        fingerprint.addPlugin();
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void addPlugin() throws IOException {
        try {
            Path code = Path.of(GenerateMojo.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (Stream<Path> files = Files.walk(code)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    add(Files.readAllBytes(file));
                }
            }
        } catch (URISyntaxException unreadable) {
            throw new IOException(unreadable);
        }
    }

    /** Adds a part with its length in front, so that parts cannot run into each other. */
    private void add(byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(part);
    }
}
