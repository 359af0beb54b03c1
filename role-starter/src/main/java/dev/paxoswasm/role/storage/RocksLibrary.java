package dev.paxoswasm.role.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RocksDB's native library, 17 MB that it unpacks beside the process and deletes when that ends in good order. One that
 * is killed would leave them behind each time, until the disk is full; so they are deleted as soon as they are loaded.
 */
final class RocksLibrary {

    private static final Logger LOG = LoggerFactory.getLogger(RocksLibrary.class);
    /** Where whoever runs the node wants the library to be. */
    private static final String CHOSEN_DIRECTORY = "ROCKSDB_SHAREDLIB_DIR";

    static {
        if (System.getenv(CHOSEN_DIRECTORY) == null) {
            unpackAndLoad();
        }
        RocksDB.loadLibrary();
    }

    private RocksLibrary() {}

    /** Returns once the library is loaded. */
    static void load() {
        // The class is initialised once, and whoever comes meanwhile waits.
    }

    private static void unpackAndLoad() {
        try {
            Path directory = Files.createTempDirectory("rocksdb");
            try {
                NativeLibraryLoader.getInstance().loadLibrary(directory.toString());
            } finally {
                delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("RocksDB's library could not be unpacked", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            LOG.debug("What was loaded stays in {} until the process ends: {}", directory, e.toString());
        }
    }
}
