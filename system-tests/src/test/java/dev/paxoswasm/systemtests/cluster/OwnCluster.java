package dev.paxoswasm.systemtests.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a user types for a cluster with a data folder and ports of its own. */
final class OwnCluster {
    private static final Path COMPONENTS = CommandLine.HOME.resolve("components");

    private final int portBase = FreePorts.base();
    private final Path data;

    /** @param name part of the name of its folder */
    OwnCluster(String name) {
        data = TestFolder.create(name);
    }

    Path data() {
        return data;
    }

    int portBase() {
        return portBase;
    }

    CommandLine.Result paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", data.toString()));
        return CommandLine.run(all.toArray(String[]::new));
    }

    CommandLine.Result up(String... options) {
        List<String> all = new ArrayList<>(List.of("up", "--detach", "--timeout", "150"));
        all.addAll(List.of("--port-base", String.valueOf(portBase)));
        all.addAll(List.of(options));
        return paxos(all.toArray(String[]::new));
    }

    static Path component(String name) {
        return COMPONENTS.resolve(name + ".wasm");
    }

    /** The built acceptor with a custom section behind it: another binary that does the same. */
    Path anotherAcceptor(String name) throws IOException {
        byte[] built = Files.readAllBytes(component("acceptor"));
        byte[] another = Arrays.copyOf(built, built.length + 4);
        another[built.length + 1] = 2;
        another[built.length + 2] = 1;
        another[built.length + 3] = (byte) name.charAt(0);
        return Files.write(data.resolve(name + ".wasm"), another);
    }
}
