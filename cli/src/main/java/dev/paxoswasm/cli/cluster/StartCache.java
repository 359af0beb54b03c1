package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The executable jar laid out as a JVM loads it fastest: unpacked to plain jars, and with the JDK's ahead-of-time cache
 * (JEP 483, JEP 514, JEP 515) where one was trained. All roles share it, so nine JVMs map one file.
 *
 * @param java   the JVM that will run it
 * @param jar    the executable jar
 * @param folder where the cache lies
 */
public record StartCache(Path java, Path jar, Path folder) {
    private static final int UNPACK_SECONDS = 60;

    /** What a JVM loads. */
    record Application(Path jar, Path cache) {
        List<String> classPathArguments() {
            List<String> classPath = List.of("-cp", jar.toString());
            if (!Files.exists(cache)) {
                return classPath;
            }
            // Without a word where the cache does not fit this JVM: it only starts slower then.
            return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off,cds=off", classPath.getFirst(), classPath.getLast());
        }
    }

    /** The application, unpacked if it was not yet, or if the jar was built anew since. */
    Application application() {
        if (!isCurrent()) {
            unpack();
        }
        return new Application(unpackedJar(), file());
    }

    boolean isTrained() {
        return isCurrent() && Files.exists(file());
    }

    /** Trained by a run of the application that ends with the option {@code -XX:AOTCacheOutput}. */
    Path file() {
        return folder.resolve("paxos.aot");
    }

    /** Where nodes keep what their components compile to; it outlives builds, most of which change no component. */
    Path components() {
        return folder.resolveSibling("components");
    }

    private Path unpackedJar() {
        return folder.resolve(jar.getFileName());
    }

    private boolean isCurrent() {
        try {
            return Files.exists(unpackedJar())
                    && Files.readString(folder.resolve("built-from")).equals(identity());
        } catch (IOException _) {
            return false;
        }
    }

    /** The modification time of a reproducible jar is fixed; when its file changed tells that it was built anew. */
    private String identity() throws IOException {
        FileTime changed = Files.getFileStore(jar).supportsFileAttributeView("unix")
                ? (FileTime) Files.getAttribute(jar, "unix:ctime")
                : Files.getLastModifiedTime(jar);
        return Files.size(jar) + " " + changed + " " + Runtime.version();
    }

    private void unpack() {
        Path next = folder.resolveSibling("start.next");
        try {
            String identity = identity();
            Folders.delete(next);
            Process process = new ProcessBuilder(
                            java.toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            next.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure("unpacking " + jar + " took over " + UNPACK_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new Failure("could not unpack " + jar + " to " + next + ": exit code " + process.exitValue());
            }
            Files.writeString(next.resolve("built-from"), identity);
            Folders.delete(folder);
            Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot unpack " + jar + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while unpacking " + jar);
        }
    }
}
