package dev.paxoswasm.systemtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program behind {@code ./paxos}. */
public final class CommandLine {
    private static final long TIMEOUT_SECONDS = 180;

    /** The folder of the project. */
    public static final Path HOME =
            Path.of(System.getProperty("paxos.project", "..")).toAbsolutePath().normalize();

    private CommandLine() {}

    /** What a command answered. */
    public record Result(int exitCode, String out, String err) {
        public Result requireDone() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    public static Result run(String... arguments) {
        return run(new byte[0], Map.of(), arguments);
    }

    static Result run(Map<String, String> environment, String... arguments) {
        return run(new byte[0], environment, arguments);
    }

    static Result run(byte[] input, String... arguments) {
        return run(input, Map.of(), arguments);
    }

    private static Result run(byte[] input, Map<String, String> environment, String... arguments) {
        try {
            Path out = Files.createTempFile("paxos", ".out");
            Path err = Files.createTempFile("paxos", ".err");
            Path in = Files.createTempFile("paxos", ".in");
            Files.write(in, input);
            try {
                ProcessBuilder builder = builder(arguments);
                builder.environment().putAll(environment);
                Process process = builder.redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("paxos " + String.join(" ", arguments) + " took over " + TIMEOUT_SECONDS
                            + " s\n" + Files.readString(out) + Files.readString(err));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
                Files.delete(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a command that goes on until it is stopped; its output goes to a file. */
    static Process start(Path output, String... arguments) {
        try {
            return builder(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dpaxos.home=" + HOME,
                "-Dfile.encoding=" + StandardCharsets.UTF_8,
                "-jar",
                jar().toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private static Path jar() {
        try (var jars = Files.newDirectoryStream(HOME.resolve("cli/target"), "paxos-cli-*-exec.jar")) {
            return jars.iterator().next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
