package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.LogEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a value agreed. */
@Command(
        name = "propose",
        description = "Has a value agreed, and prints the slot it got once a learner has learned it.")
final class ProposeCommand implements Runnable {
    @Mixin
    private ClientOption client = new ClientOption();

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long the cluster may try. Default: ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    /** Where the value comes from. */
    static final class Source {
        @Parameters(index = "0", paramLabel = "VALUE", description = "The value; - reads it from standard input.")
        @Nullable
        private String value;

        @Option(names = "--file", paramLabel = "FILE", description = "Take the bytes of a file as the value.")
        @Nullable
        private Path file;

        byte[] bytes() {
            try {
                if (file != null) {
                    return Files.readAllBytes(file);
                }
                String text = Objects.requireNonNull(value);
                return text.equals("-") ? System.in.readAllBytes() : text.getBytes(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new Failure("cannot read the value: " + e);
            }
        }
    }

    @Override
    public void run() {
        LogEntry entry = client.api().propose(source.bytes(), waitSeconds);
        if (json) {
            System.out.println(entry.json());
        } else {
            System.out.println(
                    "Chosen in slot " + Terminal.strong(String.valueOf(entry.slot())) + " at ballot " + entry.ballot());
        }
    }
}
