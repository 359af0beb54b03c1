package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.LogEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a value agreed. */
@Command(
        name = "propose",
        description = "Has a value agreed, and prints the slot it got once a learner has learned it.")
final class ProposeCommand implements Runnable {
    /** What comes may have no end, as that of a device. */
    private static final int MAX_BYTES = 16 << 20;

    @Spec
    @Nullable
    private CommandSpec spec;

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
            try (InputStream in = open()) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new Failure("the value has more than " + MAX_BYTES
                            + " bytes, the most that this command sends; a cluster takes"
                            + " paxos.bounds.max-value-size, 1 MB"
                            + " by default");
                }
                return bytes;
            } catch (NoSuchFileException _) {
                throw new Failure("cannot read the value: there is no file " + file);
            } catch (AccessDeniedException _) {
                throw new Failure("cannot read the value: " + file + " may not be read by this user");
            } catch (IOException e) {
                throw new Failure("cannot read the value: " + e.getMessage());
            }
        }

        private InputStream open() throws IOException {
            if (file != null) {
                return Files.newInputStream(file);
            }
            String text = Objects.requireNonNull(value);
            return text.equals("-") ? System.in : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void run() {
        if (waitSeconds < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), "--wait must be at least 1 second");
        }
        LogEntry entry = client.api().propose(source.bytes(), waitSeconds);
        if (json) {
            System.out.println(entry.json());
        } else {
            System.out.println(
                    "Chosen in slot " + Terminal.strong(String.valueOf(entry.slot())) + " at ballot " + entry.ballot());
        }
    }
}
