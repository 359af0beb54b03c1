package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The executable jar laid out as a JVM loads it fastest: unpacked to plain jars, and with the JDK's ahead-of-time cache
 * (JEP 514) where one was trained. All roles share it, so nine JVMs map one file.
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
            if (!Files.exists(cache)) {
                return List.of("-Xshare:auto", "-cp", jar.toString());
            }
            // A cache that does not fit this JVM is passed over without a word.
            return List.of("-XX:AOTCache=" + cache, "-Xlog:disable", "-Xlog:all=error:stderr", "-cp", jar.toString());
        }
    }

    /** The application, unpacked if it was not yet, or if the jar was built anew since. */
    Application application() {
        Path unpacked = folder.resolve(jar.getFileName());
        if (!isCurrent(unpacked)) {
            unpack();
        }
        return new Application(unpacked, cacheFile());
    }

    Path cacheFile() {
        return folder.resolve("paxos.aot");
    }

    private Path builtFrom() {
        return folder.resolve("built-from");
    }

    private boolean isCurrent(Path unpacked) {
        try {
            return Files.exists(unpacked) && Files.readString(builtFrom()).equals(identity());
        } catch (IOException _) {
            return false;
        }
    }

    /** The time of a reproducible jar is fixed; that of the folder it lies in tells when it was replaced. */
    private String identity() {
        try {
            FileTime changed = (FileTime) Files.getAttribute(jar, "unix:ctime");
            return Files.size(jar) + " " + changed + " " + java;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new Failure("cannot read " + jar + ": " + e.getMessage());
        }
    }

    private void unpack() {
        Path next = folder.resolveSibling("start.next");
        try {
            delete(next);
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
                    .redirectOutput(new File("/dev/null"))
                    .start();
            if (!process.waitFor(UNPACK_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new Failure("unpacking " + jar + " took over " + UNPACK_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new Failure("could not unpack " + jar + " to " + next + ": exit code " + process.exitValue());
            }
            Files.writeString(next.resolve("built-from"), identity());
            delete(folder);
            Files.move(next, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot unpack " + jar + ": " + e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while unpacking " + jar);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
