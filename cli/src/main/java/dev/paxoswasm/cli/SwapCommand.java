package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.ComponentApi;
import dev.paxoswasm.cli.api.ComponentApi.Swapped;
import dev.paxoswasm.cli.api.NodeComponent;
import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.ComponentCheck;
import dev.paxoswasm.cli.cluster.ComponentFile;
import dev.paxoswasm.cli.cluster.ComponentSelection;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Role;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a running node take another component in place of its own. */
@Command(
        name = "swap",
        description = {
            "Has a running node take another component in place of its own, between two calls. No request fails.",
            "Before that the component is checked: world and imports, the rules of conformance/ (not of a coordinator's),"
                    + " and by the node whether it recovers from what is stored. Where it fails, the node goes on with"
                    + " what it runs, and the reason is told.",
            "Which component it is is kept with the data, as by ./paxos up --component."
        })
final class SwapCommand implements Runnable {
    private static final int LONGEST_NAME = 64;

    private final PrintStream out = System.out;

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            index = "0",
            paramLabel = "NODE",
            completionCandidates = NodeNames.class,
            description = "As in acceptor-2.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The component, or " + ComponentSelection.BUILT_IN + " to go back to the built-in one.")
    private Path file = Path.of("");

    @Option(
            names = "--unexamined",
            description = "Do not have the rules of conformance/ checked before. What the node itself checks stays.")
    private boolean unexamined;

    @Override
    public void run() {
        ClusterRecord record = data.cluster();
        NodeRecord noted = NodeNames.find(record, name);
        if (!noted.lives()) {
            throw new Failure(name + " does not run; ./paxos up --component " + name + "=" + file
                    + " starts it with another component");
        }
        Optional<ComponentFile> component = file.toString().equals(ComponentSelection.BUILT_IN)
                ? Optional.empty()
                : Optional.of(ComponentFile.read(file));
        component.ifPresent(
                chosen -> check(chosen, noted.node().role(), record.mode().usualHeap()));
        DataDirectory directory = data.directory();
        try (DataDirectory.Lock _ = directory.lock()) {
            ComponentSelection before = directory.components();
            Swapped swapped = swap(noted.node(), component);
            directory.remember(before.with(Map.of(name, component)));
            out.println(name + " runs " + inWords(swapped.component()) + " now, in place of "
                    + inWords(swapped.replaced()) + ". ./paxos up starts it with that the next time, too.");
        }
    }

    private void check(ComponentFile component, Role role, String heap) {
        new ComponentCheck(Programs.ofProject(), heap).require(Map.of(component, List.of(role)));
        if (!unexamined && role != Role.COORDINATOR) {
            out.println(file + ": " + ConformanceCheck.require(role, component));
        }
    }

    private static Swapped swap(Node node, Optional<ComponentFile> component) {
        ComponentApi api = new ComponentApi(node.name(), node.url());
        return component
                .map(chosen -> api.put(nameOf(chosen.file()), chosen.digest(), read(chosen.file())))
                .orElseGet(api::builtIn);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e.getMessage());
        }
    }

    /** As a node calls a component that it reads from this file, with a hyphen for what cannot stand in a request. */
    static String nameOf(Path file) {
        String plain =
                file.getFileName().toString().replaceFirst("\\.wasm$", "").replaceAll("[^A-Za-z0-9._-]", "-");
        String named = plain.isEmpty() ? "component" : plain;
        return named.substring(0, Math.min(named.length(), LONGEST_NAME));
    }

    private static String inWords(NodeComponent component) {
        return component.builtIn() ? "the built-in component" : component.name() + ", " + component.digest();
    }
}
