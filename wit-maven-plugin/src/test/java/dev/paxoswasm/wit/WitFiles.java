package dev.paxoswasm.wit;

import dev.paxoswasm.wit.java.JavaGenerator;
import dev.paxoswasm.wit.java.JavaOptions;
import dev.paxoswasm.wit.model.WitFolder;
import dev.paxoswasm.wit.model.WitModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folders of WIT packages to test with. */
public final class WitFiles {

    /** A small package that has something of everything. */
    public static final Path SAMPLE = Path.of("src", "test", "resources", "sample");

    private WitFiles() {}

    public static WitModel read(Path folder) {
        try {
            return new WitFolder(folder).read();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads a folder that holds one file of this name and text. */
    public static WitModel read(Path folder, String name, String text) throws IOException {
        write(folder, name, text);
        return read(folder);
    }

    public static void write(Path folder, String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    public static Map<String, String> generate(Path folder, String... httpInterfaces) {
        JavaOptions options = new JavaOptions(
                "sample", Set.of(httpInterfaces), List.of("application/json"), Long.MAX_VALUE, Set.of("stock-through"));
        return JavaGenerator.generate(read(folder), options);
    }
}
