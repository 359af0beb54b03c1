package dev.paxoswasm.role.component;

import dev.paxoswasm.role.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file, or with {@code classpath:} a resource of this application. */
final class Binary {

    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";

    private Binary() {}

    static byte[] read(String key, String location) {
        try {
            return location.startsWith(CLASSPATH) ? resource(key, location) : file(key, location);
        } catch (IOException e) {
            throw new ConfigurationException(key, location + " cannot be read (" + e + ")", "name a readable file");
        }
    }

    private static byte[] resource(String key, String location) throws IOException {
        String path = location.substring(CLASSPATH.length()).replaceFirst("^/", "");
        try (InputStream in = Binary.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new ConfigurationException(
                        key,
                        location + " is not packed in this application",
                        "name a file, or rebuild the application");
            }
            return in.readAllBytes();
        }
    }

    private static byte[] file(String key, String location) throws IOException {
        Path path = Path.of(location.startsWith(FILE) ? location.substring(FILE.length()) : location);
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(
                    key,
                    "there is no file " + path.toAbsolutePath(),
                    "name a component file, or leave it out for the built one");
        }
        return Files.readAllBytes(path);
    }

    static String name(String location) {
        String file = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
        return file.endsWith(".wasm") ? file.substring(0, file.length() - ".wasm".length()) : file;
    }
}
