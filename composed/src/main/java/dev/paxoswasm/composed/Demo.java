package dev.paxoswasm.composed;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.AgreementReport;
import dev.paxoswasm.contract.coordinator.Exchange;
import dev.paxoswasm.contract.coordinator.Step;
import dev.paxoswasm.contract.coordinator.SurveyReport;
import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.messages.Role;
import dev.paxoswasm.contract.network.StepReport;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A composed cluster at work: a leader, values that are chosen, a round message by message, a restart on the same data.
 * Arguments: the directory of the data, or {@code none} for one that is removed at the end; the file of the
 * composition, or {@code built-in}; then the values to propose, at least one. Ends with 0, or with 1 and one line on
 * its standard error.
 */
public final class Demo {

    private static final String BUILT_IN = "components/cluster.wasm";
    /** Virtual time, which is long enough for a leader to be elected several times. */
    private static final long PATIENCE_MILLIS = 60_000;

    private static final int PAGE = 100;

    private final Component component;
    private final Path directory;
    private final List<String> values;
    private final PrintStream out;

    Demo(Component component, Path directory, List<String> values, PrintStream out) {
        this.component = component;
        this.directory = directory;
        this.values = List.copyOf(values);
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        String complaint = complaint(arguments);
        if (!complaint.isEmpty()) {
            System.err.println("paxos: " + complaint);
            System.exit(1);
        }
    }

    /** What is wrong, in one line; empty where nothing is. */
    private static String complaint(String[] arguments) throws IOException {
        boolean kept = !arguments[0].equals("none");
        Path directory = kept ? Path.of(arguments[0]) : Files.createTempDirectory("paxos-composed");
        try {
            Component component = component(arguments[1]);
            List<String> values = List.of(arguments).subList(2, arguments.length);
            new Demo(component, directory, values, System.out).run();
            return "";
        } catch (IllegalArgumentException
                | IllegalStateException
                | StorageException
                | RefusalException
                | ComponentFailedException e) {
            return String.valueOf(e.getMessage());
        } catch (ComponentException e) {
            return arguments[1] + " is no composition that can be run: " + e.getMessage();
        } finally {
            if (!kept) {
                remove(directory);
            }
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static Component component(String file) throws IOException {
        if (!file.equals("built-in")) {
            try {
                return Component.parse(Files.readAllBytes(Path.of(file)));
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read " + file + ": " + e, e);
            }
        }
        try (InputStream in = Demo.class.getClassLoader().getResourceAsStream(BUILT_IN)) {
            return Component.parse(Objects.requireNonNull(in, BUILT_IN).readAllBytes());
        }
    }

    void run() {
        out.println("One component of a client, 2 proposers, 3 acceptors, 2 learners and a coordinator, without HTTP:");
        out.println("  " + component.digest());
        try (JournalStore store = open()) {
            Session session = new Session(store);
            out.println();
            out.println("An election and a round, message by message, as they arrive:");
            session.isShown = true;
            session.begin();
            session.propose(values.getFirst());
            session.isShown = false;
            out.println();
            values.stream().skip(1).forEach(session::propose);
            session.agree();
        }
        out.println();
        out.println("All of it is dropped, and made anew on the same data.");
        try (JournalStore store = open()) {
            Session session = new Session(store);
            session.begin();
            session.showLog();
            session.propose("after the restart");
            session.agree();
        }
    }

    private JournalStore open() {
        return JournalStore.open(directory, Shape.USUAL.identity());
    }

    /** From a start of the composition to its end. */
    private final class Session {

        private final JournalStore store;
        private final ComposedCluster cluster;
        private final Conductor conductor;
        private boolean isShown;

        private Session(JournalStore store) {
            this.store = store;
            VirtualClock clock = new VirtualClock();
            cluster = new ComposedCluster(component, Shape.USUAL, store, store, store::flush, clock);
            conductor = new Conductor(cluster, clock, Shape.USUAL, this::watch);
        }

        private void watch(StepReport report) {
            if (isShown) {
                report.arrived().flatMap(MessageLine::of).ifPresent(line -> out.println("  " + line));
            }
        }

        private void begin() {
            conductor.start();
            until("a leader", () -> leader().isPresent());
            out.println("  " + leader().orElseThrow());
        }

        private Optional<String> leader() {
            SurveyReport survey = cluster.coordinator(it -> it.survey(1));
            return survey.steps().stream()
                    .map(this::leadership)
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private Optional<String> leadership(Step step) {
            if (step.exchange() instanceof Exchange.ProposerStatus(var it)
                    && it.answer() instanceof WitResult.Ok(var status)
                    && status.leadership() == Leadership.LEADER) {
                return Optional.of("proposer " + step.node() + " leads at "
                        + status.ballot().map(MessageLine::ballot).orElse("no ballot") + ", chosen through slot "
                        + status.chosenThrough());
            }
            return Optional.empty();
        }

        private void propose(String value) {
            SubmitRequest request = new SubmitRequest(List.of(value.getBytes(StandardCharsets.UTF_8)));
            CommandId id = cluster.client(it -> it.submit(1, request)).ids().getFirst();
            OutcomeRequest question = new OutcomeRequest(id);
            until("'" + value + "' chosen", () -> outcome(question) instanceof CommandOutcome.Chosen);
            if (outcome(question) instanceof CommandOutcome.Chosen(ChosenId chosen)) {
                out.println("'" + value + "' is chosen in slot " + chosen.slot() + " at "
                        + MessageLine.ballot(chosen.origin()));
            }
        }

        private CommandOutcome outcome(OutcomeRequest question) {
            return cluster.client(it -> it.outcome(1, question));
        }

        private void agree() {
            until("all learners equally far", () -> extents().distinct().count() == 1);
            AgreementReport report = cluster.coordinator(it -> it.checkAgreement(1));
            if (!report.agreed()) {
                throw new IllegalStateException("the learners disagree: " + report.disagreements());
            }
            out.println("The coordinator compared the logs of "
                    + report.learners().size() + " learners through slot " + report.comparedThrough() + ": they agree");
        }

        private Stream<Long> extents() {
            return Shape.ids(Role.LEARNER).stream().map(id -> log(id).chosenThrough());
        }

        private LearnerStore log(long learner) {
            return new LearnerStore(new NodeSection(store, Shape.name(new Address(Role.LEARNER, learner))));
        }

        private void showLog() {
            LearnerStore log = log(1);
            long last = log.chosenThrough();
            long first = Math.max(1, last - PAGE + 1);
            out.println("  the log of learner 1" + (first > 1 ? ", its last " + PAGE + " slots" : "") + ":");
            for (ChosenEntry each : log.loadChosen(first, PAGE, Long.MAX_VALUE)) {
                out.println("  " + each.slot() + "\t"
                        + each.entry().origin().round() + "."
                        + each.entry().origin().proposer() + "\t"
                        + text(each.entry().content()));
            }
        }

        private static String text(Content content) {
            return switch (content) {
                case Content.NoOp _ -> "(nothing)";
                case Content.Command(Command command) -> new String(command.payload(), StandardCharsets.UTF_8);
            };
        }

        private void until(String what, BooleanSupplier isSo) {
            if (!conductor.runUntil(isSo, PATIENCE_MILLIS)) {
                throw new IllegalStateException(
                        "there is no " + what + " after " + PATIENCE_MILLIS / 1000 + " s of virtual time");
            }
        }
    }
}
