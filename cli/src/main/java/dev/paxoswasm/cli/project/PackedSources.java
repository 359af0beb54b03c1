package dev.paxoswasm.cli.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources that are packed with the command line, as they lie in the project: {@code cli/pom.xml} says which. */
final class PackedSources {
    private static final String ONE_OF_THEM = "/project/LICENSE";

    private final SortedMap<String, byte[]> files;

    private PackedSources(SortedMap<String, byte[]> files) {
        this.files = files;
    }

    static PackedSources read() {
        URL known = Objects.requireNonNull(PackedSources.class.getResource(ONE_OF_THEM), ONE_OF_THEM);
        try {
            URI place = known.toURI();
            if (!place.getScheme().equals("jar")) {
                return below(Objects.requireNonNull(Path.of(place).getParent()));
            }
            try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
                return below(Objects.requireNonNull(jar.getPath(ONE_OF_THEM).getParent()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PackedSources below(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new PackedSources(files);
    }

    /**
     * What lies at a place: a file, by an empty name, or all files of a folder, by their names below it.
     *
     * @throws IllegalStateException if nothing is packed there
     */
    SortedMap<String, byte[]> at(String place) {
        byte[] file = files.get(place);
        if (file != null) {
            return new TreeMap<>(Map.of("", file));
        }
        String folder = place + "/";
        SortedMap<String, byte[]> below = new TreeMap<>();
        files.tailMap(folder).entrySet().stream()
                .takeWhile(it -> it.getKey().startsWith(folder))
                .forEach(it -> below.put(it.getKey().substring(folder.length()), it.getValue()));
        if (below.isEmpty()) {
            throw new IllegalStateException("nothing is packed at " + place);
        }
        return below;
    }
}
