package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.ClientApi;
import dev.paxoswasm.cli.api.EventStream;
import dev.paxoswasm.cli.api.LogEntry;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what is chosen. */
@Command(
        name = "log",
        description = "Shows the chosen values in the order of their slots: slot, ballot (round.proposer), value.")
final class LogCommand implements Runnable {
    private static final int PAGE = 1000;

    private final PrintStream out = new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), false, StandardCharsets.UTF_8);

    @Spec
    @Nullable
    private CommandSpec spec;

    @Mixin
    private ClientOption client = new ClientOption();

    @Option(
            names = "--from",
            paramLabel = "SLOT",
            defaultValue = "1",
            description = "First slot. Default: ${DEFAULT-VALUE}.")
    private long from;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            hideParamSyntax = false,
            description = "Most slots to show. Default: all.")
    private long limit;

    @Option(names = "--follow", description = "Go on as values are chosen, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--stale",
            description =
                    "Show what a learner has learned, which may lack the latest values: also without a leader or a"
                            + " quorum of acceptors.")
    private boolean stale;

    @Option(names = "--json", description = "A JSON object a line.")
    private boolean json;

    @Override
    public void run() {
        if (from < 1 || limit < 1) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "slots are counted from 1; --from and --limit are at least 1");
        }
        if (follow && stale) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--follow shows values as they are learned; --stale is for reading without it");
        }
        if (follow) {
            follow(client.api());
        } else {
            showPages(client.api());
        }
        out.flush();
    }

    private void showPages(ClientApi api) {
        long next = from;
        long left = limit;
        List<LogEntry> page;
        do {
            page = api.log(next, (int) Math.min(left, PAGE), stale);
            page.forEach(this::show);
            left -= page.size();
            next = page.isEmpty() ? next : page.getLast().slot() + 1;
        } while (!page.isEmpty() && left > 0);
    }

    /** Connects again, one past the last slot seen, when the service ends the stream. */
    private void follow(ClientApi api) {
        long next = from;
        long left = limit;
        boolean answered = true;
        while (left > 0) {
            if (!answered) {
                throw api.notThere();
            }
            answered = false;
            try (EventStream events = api.follow(next)) {
                answered = true;
                Optional<LogEntry> entry = Optional.empty();
                while (left > 0 && (entry = events.next()).isPresent()) {
                    show(entry.get());
                    out.flush();
                    next = entry.get().slot() + 1;
                    left--;
                }
            } catch (IOException _) {
                // The stream broke off, or there was none.
            }
        }
    }

    private void show(LogEntry entry) {
        if (json) {
            out.println(entry.json());
            return;
        }
        String value = entry.isNoOp()
                ? Terminal.faint("(no-op)")
                : entry.encoding().equals("base64") ? Terminal.faint("base64:") + entry.value() : entry.value();
        out.println(entry.slot() + "\t" + Terminal.faint(entry.ballot()) + "\t" + value);
    }
}
