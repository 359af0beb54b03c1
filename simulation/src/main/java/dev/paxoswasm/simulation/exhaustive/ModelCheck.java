package dev.paxoswasm.simulation.exhaustive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The program behind {@code paxos model-check}: arguments are slots, ballots, the acceptor's and the proposer's binary, and
 * whether to draw progress over itself. Ends with 0 if every invariant holds in every state, 1 if not, 2 if it cannot begin.
 */
public final class ModelCheck {

    private static final double NANOS = 1e9;

    private ModelCheck() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 5) {
            System.err.println("expected SLOTS BALLOTS ACCEPTOR.wasm PROPOSER.wasm INTERACTIVE");
            System.exit(2);
        }
        Scope scope = new Scope(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        boolean interactive = Boolean.parseBoolean(arguments[4]);
        Components components = Components.read(Path.of(arguments[2]), Path.of(arguments[3]));
        System.out.println("2 proposers, 3 acceptors, " + scope.slots() + " slots, " + scope.ballots() + " ballots");
        System.out.println("  acceptor  " + components.acceptor().digest());
        System.out.println("  proposer  " + components.proposer().digest());
        ModelChecker.Report report = ModelChecker.check(components, scope, progress -> print(progress, interactive));
        if (interactive) {
            System.out.print("\r\033[K");
        }
        System.out.print(text(report));
        System.exit(report.counterexample().isPresent() ? 1 : 0);
    }

    private static void print(ModelChecker.Progress progress, boolean interactive) {
        String line = progress.tried() > 0
                ? String.format(
                        Locale.ROOT,
                        "  %,d states visited; checking the reductions: %,d transitions tried again",
                        progress.states(),
                        progress.tried())
                : searching(progress);
        System.out.print(interactive ? "\r\033[K" + line : line + "\n");
        System.out.flush();
    }

    private static String searching(ModelChecker.Progress progress) {
        return String.format(
                Locale.ROOT,
                "  %,d states, %,d of them to visit, depth %d, %,d states/s",
                progress.states(),
                progress.frontier(),
                progress.depth(),
                progress.statesPerSecond());
    }

    /** The summary, as it is printed. */
    static String text(ModelChecker.Report report) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                """
                  states       %,d
                  transitions  %,d
                  depth        %d
                  proposers    %,d states of their own
                  acceptors    %,d states of their own
                  search       %.1f s
                  reductions   %.1f s to check them
                """,
                report.states(),
                report.transitions(),
                report.depth(),
                report.proposerStates(),
                report.acceptorStates(),
                report.searchNanos() / NANOS,
                report.reductionsNanos() / NANOS));
        if (report.counterexample().isEmpty()) {
            return text.append("Every invariant holds in every state.\n").toString();
        }
        ModelChecker.Counterexample found = report.counterexample().get();
        text.append("Broken: ").append(found.invariant().meaning()).append('\n');
        text.append("  ").append(found.what()).append('\n');
        int step = 0;
        for (String line : found.script()) {
            text.append(String.format(Locale.ROOT, "  %3d  %s%n", ++step, line));
        }
        return text.toString();
    }
}
