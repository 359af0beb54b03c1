package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a cluster at work. */
@Command(
        name = "demo",
        description = {
            "Runs a whole cluster that is one component, in one JVM without HTTP: a client, 2 proposers, 3 acceptors in"
                    + " two languages, 2 learners and a coordinator. Proposes values, prints the messages of a round as"
                    + " they arrive, has the coordinator compare the logs, drops all of it, and shows the log that is"
                    + " there after a restart on the same data.",
            "Time is virtual: it passes as fast as the nodes are done. components/composed/README.md tells how it is"
                    + " composed, and how to compose another one."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:could not be done, or the learners disagree; says why",
            "2:the command line is wrong; says what would be right"
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--composed",
            required = true,
            description = "The cluster that is composed to one component. It is the only one there is: ./paxos up"
                    + " starts services.")
    private boolean composed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where it keeps its data; another run goes on with what is there. Default: a directory that"
                    + " is removed at the end.")
    @Nullable
    private Path data;

    @Option(
            names = "--component",
            paramLabel = "FILE",
            description = "Another composition, as components/composed/build makes. Default: the built-in one.")
    @Nullable
    private Path component;

    @Parameters(paramLabel = "VALUE", arity = "0..*", description = "What to propose. Default: three values.")
    private List<String> values = new ArrayList<>();

    @Override
    public Integer call() {
        require(component == null || Files.isReadable(component), component + " cannot be read; name a composition");
        require(
                data == null || !Files.exists(data) || Files.isDirectory(data),
                data + " is no directory; name one for --data, which need not exist");
        List<String> arguments = new ArrayList<>(List.of(
                data == null ? "none" : data.toString(), component == null ? "built-in" : component.toString()));
        arguments.addAll(values.isEmpty() ? List.of("hello, quorum", "agreed", "by three acceptors") : values);
        return ChildProgram.run(Programs.ofProject().composed(arguments));
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}
