package dev.paxoswasm.simulation.exhaustive;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The program behind {@code paxos model-check}: arguments are slots, ballots, wipes, outliers, the acceptor's and the
 * proposer's binary, and whether to draw progress over itself. Ends with 0 if every invariant holds in every state, 1
 * if not, 2 if it cannot begin.
 */
public final class ModelCheck {

    private static final double NANOS = 1e9;

    private ModelCheck() {}

    public static void main(String[] arguments) {
        if (arguments.length != 7) {
            System.err.println("expected SLOTS BALLOTS WIPES OUTLIERS ACCEPTOR.wasm PROPOSER.wasm INTERACTIVE");
            System.exit(2);
        }
        Scope scope = new Scope(
                Integer.parseInt(arguments[0]),
                Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
        Components components;
        try {
            components = Components.read(Path.of(arguments[4]), Path.of(arguments[5]));
        } catch (IllegalArgumentException e) {
            System.err.println("paxos: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.out.println("2 proposers, 3 acceptors, " + scope.slots() + " slots, " + scope.ballots() + " ballots"
                + (scope.wipes() > 0 ? ", one disk lost and recovered" : "")
                + (scope.outliers() > 0 ? ", one message with a number that cannot be" : ""));
        System.out.println("  acceptor  " + components.acceptor().digest());
        System.out.println("  proposer  " + components.proposer().digest());
        Progress progress = new Progress(Boolean.parseBoolean(arguments[6]));
        ModelChecker.Report report = ModelChecker.check(components, scope, progress);
        progress.end();
        if (report.counterexample().isPresent()) {
            System.out.print(text(report.found()));
        }
        System.out.print(text(report));
        System.exit(report.counterexample().isPresent() ? 1 : 0);
    }

    private record Progress(boolean interactive) implements ModelChecker.Watcher {

        @Override
        public void searching(ModelChecker.Progress now) {
            line(String.format(
                    Locale.ROOT,
                    "  %,d states, %,d of them to visit, depth %d, %,d states/s",
                    now.states(),
                    now.frontier(),
                    now.depth(),
                    now.statesPerSecond()));
        }

        @Override
        public void searched(ModelChecker.Found found) {
            end();
            System.out.print(text(found));
            System.out.flush();
        }

        @Override
        public void reducing(int tried) {
            line(String.format(Locale.ROOT, "  checking the reductions: %,d transitions tried again", tried));
        }

        private void line(String text) {
            System.out.print(interactive ? "\r\033[K" + text : text + "\n");
            System.out.flush();
        }

        private void end() {
            if (interactive) {
                System.out.print("\r\033[K");
            }
        }
    }

    private static String text(ModelChecker.Found found) {
        return String.format(
                Locale.ROOT,
                """
                  states       %,d
                  transitions  %,d
                  depth        %d
                  proposers    %,d states of their own
                  acceptors    %,d states of their own
                  search       %.1f s
                """,
                found.states(),
                found.transitions(),
                found.depth(),
                found.proposerStates(),
                found.acceptorStates(),
                found.nanos() / NANOS);
    }

    /** The verdict, as it is printed. */
    static String text(ModelChecker.Report report) {
        if (report.counterexample().isEmpty()) {
            return String.format(Locale.ROOT, """
                      reductions   %.1f s to check them
                    Every invariant holds in every state.
                    """, report.reductionsNanos() / NANOS);
        }
        StringBuilder text = new StringBuilder();
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
