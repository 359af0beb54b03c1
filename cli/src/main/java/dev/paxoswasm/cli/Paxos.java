package dev.paxoswasm.cli;

import dev.paxoswasm.cli.ConformCommand.ConformingRole;
import dev.paxoswasm.cli.project.Language;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The program behind the script {@code paxos}. */
@Command(
        name = "paxos",
        description =
                "Consensus as a service: values proposed here are chosen by Paxos roles that run as Wasm components.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Paxos.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ProposeCommand.class,
            LogCommand.class,
            KillCommand.class,
            RecoverCommand.class,
            SwapCommand.class,
            RecordCommand.class,
            ReplayCommand.class,
            NewCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            SimulateCommand.class,
            ModelCheckCommand.class,
            ConformCommand.class,
            CompletionCommand.class,
            TrainCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:could not be done; says why",
            "2:the command line is wrong; says what would be right"
        },
        footer = "%nCOMMAND --help tells more.")
final class Paxos implements Runnable {
    @Spec
    @Nullable
    private CommandSpec spec;

    public static void main(String[] arguments) {
        System.exit(run(commandLine(), arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Paxos())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        Terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Integer.class, text -> (int) wholeNumber(text, Integer.MAX_VALUE))
                .registerConverter(int.class, text -> (int) wholeNumber(text, Integer.MAX_VALUE))
                .registerConverter(long.class, text -> wholeNumber(text, Long.MAX_VALUE))
                .registerConverter(URI.class, Paxos::address)
                .registerConverter(ConformingRole.class, text -> oneOf(ConformingRole.values(), text))
                .registerConverter(Language.class, text -> oneOf(Language.values(), text))
                .setExecutionExceptionHandler((failure, _, _) -> report(failure))
                .setParameterExceptionHandler((wrong, _) -> refuse(wrong));
    }

    private static long wholeNumber(String text, long most) {
        try {
            long number = Long.parseLong(text);
            if (number <= most && number >= -most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, together with numbers that are too large.
        }
        throw new TypeConversionException("'" + text + "' is no whole number of at most " + most);
    }

    private static <T> T oneOf(T[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                        + Arrays.stream(values).map(Object::toString).collect(Collectors.joining(", "))));
    }

    private static URI address(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw new TypeConversionException("'" + text + "' is no address; it would be like http://127.0.0.1:8080");
        }
    }

    private static int run(CommandLine commandLine, String[] arguments) {
        Optional<String> complaint = Arguments.complaint(arguments);
        if (complaint.isPresent()) {
            System.err.println(Terminal.bad("paxos: ") + complaint.get());
            return CommandLine.ExitCode.USAGE;
        }
        return commandLine.execute(arguments);
    }

    @Override
    public void run() {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(
                commandLine,
                "Missing COMMAND: one of "
                        + String.join(
                                ", ",
                                commandLine.getSubcommands().entrySet().stream()
                                        .filter(command -> !command.getValue()
                                                .getCommandSpec()
                                                .usageMessage()
                                                .hidden())
                                        .map(Map.Entry::getKey)
                                        .toList()));
    }

    /** One line that says what is wrong; what the command takes is told by its help. */
    private static int refuse(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(Terminal.bad("paxos: ") + wrong.getMessage().replaceAll("\\s*\\R\\s*", " "));
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println(command.getCommandSpec().qualifiedName() + " --help tells what it takes.");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int report(Exception failure) {
        if (failure instanceof Failure) {
            System.err.println(Terminal.bad("paxos: ") + failure.getMessage());
        } else {
            System.err.println("paxos: this is a fault of the program itself:");
            failure.printStackTrace();
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** From the manifest of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Paxos.class.getPackage().getImplementationVersion();
            return new String[] {"paxos-wasm " + (version == null ? "(not packaged)" : version)};
        }
    }
}
