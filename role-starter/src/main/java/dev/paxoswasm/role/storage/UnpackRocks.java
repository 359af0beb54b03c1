package dev.paxoswasm.role.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.rocksdb.util.Environment;

/**
 * For images, which run on one platform: takes the native library of this platform out of RocksDB's jar, which has
 * those of all others too, so that no start has to unpack it, and leaves the jar without any.
 */
final class UnpackRocks {

    private static final Pattern LIBRARY = Pattern.compile("librocksdbjni-[^/]*");

    private UnpackRocks() {}

    /** @param arguments the jar, and the folder for the library, which the JVM is to be told of as java.library.path */
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path library = Path.of(arguments[1]).resolve(Environment.getJniLibraryFileName("rocksdb"));
        Path slim = jar.resolveSibling(jar.getFileName() + ".slim");
        try (ZipFile whole = new ZipFile(jar.toFile());
                OutputStream file = Files.newOutputStream(slim);
                ZipOutputStream out = new ZipOutputStream(file)) {
            String name = library.getFileName().toString();
            ZipEntry ours = Objects.requireNonNull(
                    whole.getEntry(name), () -> jar + " has no " + name + ", which RocksDB needs here");
            Files.createDirectories(library.getParent());
            try (InputStream in = whole.getInputStream(ours)) {
                Files.copy(in, library, StandardCopyOption.REPLACE_EXISTING);
            }
            copyWithoutLibraries(whole, out);
        }
        // Layers of images that are built alike are alike.
        Files.setLastModifiedTime(library, Files.getLastModifiedTime(jar));
        Files.setLastModifiedTime(slim, Files.getLastModifiedTime(jar));
        Files.move(slim, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copyWithoutLibraries(ZipFile whole, ZipOutputStream out) throws IOException {
        for (Enumeration<? extends ZipEntry> entries = whole.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (!LIBRARY.matcher(entry.getName()).matches()) {
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                try (InputStream in = whole.getInputStream(entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
    }
}
