package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Shows which nodes are healthy while one waits: a line drawn over and over on a terminal, a line a node elsewhere. */
public final class Progress {
    private static final String CLEAR_LINE = "\r\033[K";

    private final Layout layout;
    private final PrintStream out;
    private final long began = System.nanoTime();
    private final Set<Node> shown = new HashSet<>();

    public Progress(Layout layout, PrintStream out) {
        this.layout = layout;
        this.out = out;
    }

    /** For those who do not want to know. */
    public static Progress silent() {
        return new Progress(new Layout(List.of()), new PrintStream(OutputStream.nullOutputStream()));
    }

    void show(Set<Node> healthy) {
        if (Terminal.interactive()) {
            StringBuilder line = new StringBuilder(CLEAR_LINE);
            for (Role role : Role.values()) {
                long count = layout.of(role).stream().filter(healthy::contains).count();
                int all = layout.of(role).size();
                String text = role.word() + (all > 1 ? "s " : " ") + count + "/" + all;
                line.append("  ").append(count == all ? Terminal.good(text) : Terminal.faint(text));
            }
            out.print(line.append("  ").append(seconds()));
            out.flush();
        } else {
            layout.nodes().stream()
                    .filter(healthy::contains)
                    .filter(shown::add)
                    .forEach(node -> out.println(node.name() + " is healthy after " + seconds()));
        }
    }

    /** A node does not start. */
    void tell(Node node, String why) {
        end();
        out.println(Terminal.bad(node.name() + " does not start") + ": " + why);
    }

    void end() {
        if (Terminal.interactive()) {
            out.print(CLEAR_LINE);
        }
    }

    /** Since the beginning, as in {@code 4.2 s}. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
    }
}
