package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ComponentSelection;
import dev.paxoswasm.cli.cluster.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Repeats a recording, and tells the first difference. */
@Command(
        name = "replay",
        description = {
            "Repeats a recording of a node, without the node: its component is called as it was called then, what it"
                    + " asks is answered as then, and what it says is compared. Shows each call, and the first"
                    + " difference.",
            "Recordings are written by ./paxos record, and by nodes whose component fails or complains, in the folder"
                    + " recordings of their data."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every call is the same",
            "1:a call differs, or the recording is damaged or of another version; says where",
            "2:the component cannot repeat it, or the command line is wrong; says what would be right"
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "RECORDING", description = "The file.")
    private Path file = Path.of("");

    @Option(
            names = "--component",
            paramLabel = "FILE",
            description = "Have this component repeat it. Default: the built-in one of the digest that was recorded.")
    @Nullable
    private Path component;

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "0",
            description = "Show the calls from this one on; those before are repeated, too. Default: all.")
    private long from;

    @Option(names = "--step", description = "Wait for Enter after each call that is shown.")
    private boolean step;

    @Option(names = "--json", description = "Show calls as JSON, one a line, with nothing cut.")
    private boolean json;

    @Override
    public Integer call() {
        require(Files.isReadable(file) && !Files.isDirectory(file), file + " cannot be read; name a recording");
        Path other = component;
        require(other == null || Files.isReadable(other), other + " cannot be read; name the file of a component");
        require(from >= 0, "--from must be 0 or more");
        return ChildProgram.run(Programs.ofProject()
                .replay(List.of(
                        file.toString(),
                        other == null ? ComponentSelection.BUILT_IN : other.toString(),
                        String.valueOf(from),
                        json ? "json" : "text",
                        step ? "step" : "run")));
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}
