package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the programs of the project lie, and how a JVM runs them. */
public record Programs(Path home) {
    /** The project that the script {@code paxos} belongs to. */
    public static Programs ofProject() {
        String home = System.getProperty("paxos.home");
        if (home == null) {
            throw new Failure("the project's folder is not known; run the script ./paxos, or give -Dpaxos.home=DIR");
        }
        return new Programs(Path.of(home));
    }

    /** The main class and class path of the whole cluster in one JVM. */
    List<String> standalone(JvmOptions options) {
        return command(options, "dev.paxoswasm.standalone.Standalone");
    }

    /** The main class and class path of one service. */
    List<String> service(Role role, JvmOptions options) {
        return command(options, role.applicationClass());
    }

    /** The main class and class path of the model checker. */
    public List<String> modelCheck(List<String> arguments) {
        return simulation("dev.paxoswasm.simulation.exhaustive.ModelCheck", arguments);
    }

    /** The main class and class path of the simulation. */
    public List<String> simulate(List<String> arguments) {
        return simulation("dev.paxoswasm.simulation.Simulate", arguments);
    }

    /** The main class and class path of the conformance kit. */
    public List<String> conform(List<String> arguments) {
        return simulation("dev.paxoswasm.simulation.conformance.Conform", arguments);
    }

    /** The main class and class path of what repeats recordings. */
    public List<String> replay(List<String> arguments) {
        return simulation("dev.paxoswasm.simulation.replay.ReplayRecording", arguments);
    }

    /** The main class and class path of a cluster that is one component. */
    public List<String> composed(List<String> arguments) {
        Path jar = executableJar(home.resolve("composed").resolve("target"));
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                jar.toString(),
                "dev.paxoswasm.composed.Demo"));
        command.addAll(arguments);
        return command;
    }

    /** The main class and class path of the check of components. */
    List<String> componentCheck(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                java().toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstderr.encoding=UTF-8"));
        command.addAll(startCache().application().classPathArguments());
        command.add("dev.paxoswasm.standalone.CheckComponents");
        command.add(startCache().components().toString());
        command.addAll(arguments);
        return command;
    }

    private List<String> simulation(String mainClass, List<String> arguments) {
        Path jar = executableJar(home.resolve("simulation").resolve("target"));
        List<String> command =
                new ArrayList<>(List.of(java().toString(), "-XX:+UseParallelGC", "-cp", jar.toString(), mainClass));
        command.addAll(arguments);
        return command;
    }

    StartCache startCache() {
        Path target = home.resolve("standalone").resolve("target");
        return new StartCache(java(), executableJar(target), target.resolve("start"));
    }

    private List<String> command(JvmOptions options, String mainClass) {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(options.arguments());
        command.addAll(startCache().application().classPathArguments());
        command.add(mainClass);
        return command;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static Path executableJar(Path target) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "paxos-*-exec.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        } catch (IOException _) {
            // Same as an empty folder.
        }
        throw new Failure("no executable jar in " + target + "; build it with ./mvnw -DskipTests package");
    }
}
