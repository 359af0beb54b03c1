package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.simulation.conformance.Examination.Verdict;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.ComponentFile;
import dev.paxoswasm.simulation.world.Components;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The program behind {@code paxos conform}: arguments are the file of a component, its role or {@code any}, the seed of
 * the first random sequence that an acceptor is to answer as the built-in one does, and how many. Ends with 0 if every
 * rule is kept, 1 if one is broken, 2 if it cannot begin.
 */
public final class Conform {

    private static final String ANY = "any";
    private static final int ARGUMENTS = 4;

    private Conform() {}

    public static void main(String[] arguments) {
        if (arguments.length != ARGUMENTS) {
            System.err.println("expected FILE ROLE SEED SEQUENCES");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        Role role;
        Component component;
        try {
            Component parsed = parsed(file);
            role = arguments[1].equals(ANY) ? role(file, parsed) : Role.valueOf(arguments[1].toUpperCase(Locale.ROOT));
            component = ComponentFile.requireWorld(role, file, parsed);
        } catch (IllegalArgumentException e) {
            System.err.println("paxos: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.out.println(role.label() + "  " + file + "  " + component.digest());
        boolean kept = keepsRules(role, component);
        if (role == Role.ACCEPTOR) {
            kept &= answersAsBuiltIn(component, Long.parseLong(arguments[2]), Long.parseLong(arguments[3]));
        }
        System.exit(kept ? 0 : 1);
    }

    private static boolean keepsRules(Role role, Component component) {
        int kept = 0;
        int broken = 0;
        for (Rule rule : RuleReader.of(role)) {
            Verdict verdict = Examination.examine(rule, component);
            tell(verdict);
            kept += verdict.isKept() ? 1 : 0;
            broken += verdict.isKept() ? 0 : 1;
        }
        System.out.println((kept + broken) + " rules: " + kept + " kept, " + broken + " broken");
        return broken == 0;
    }

    private static void tell(Verdict verdict) {
        System.out.println((verdict.isKept() ? "ok      " : "BROKEN  ") + verdict.id());
        verdict.broken().ifPresent(lines -> {
            System.out.println("        " + verdict.rule() + " (" + verdict.paper() + ")");
            lines.forEach(line -> System.out.println("        " + line));
        });
    }

    private static boolean answersAsBuiltIn(Component component, long first, long count) {
        Differential differential = new Differential(Components.builtIn(Role.ACCEPTOR), component);
        for (long seed = first; seed < first + count; seed++) {
            Optional<List<String>> difference = differential.difference(seed);
            if (difference.isPresent()) {
                System.out.println("BROKEN  random messages are answered as by the built-in acceptor: --from " + seed
                        + " --sequences 1 shows it again");
                difference.get().forEach(line -> System.out.println("        " + line));
                return false;
            }
        }
        System.out.println(count + " random sequences answered as by the built-in acceptor");
        return true;
    }

    private static Component parsed(Path file) {
        try {
            return Component.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + "); name the file of a component", e);
        } catch (ComponentException e) {
            throw new IllegalArgumentException(file + " is no component that can run: " + e.getMessage(), e);
        }
    }

    /** The role whose interface a component exports. */
    private static Role role(Path file, Component component) {
        List<String> wanted = new ArrayList<>();
        for (Role role : Role.values()) {
            String exported = "paxos:" + role.label() + "/" + role.label() + "@";
            if (component.type().exportedInterfaces().keySet().stream().anyMatch(it -> it.startsWith(exported))) {
                return role;
            }
            wanted.add(exported + "…");
        }
        throw new IllegalArgumentException(file + " exports the interface of no role (" + String.join(", ", wanted)
                + "); it exports " + component.type().exportedInterfaces().keySet());
    }
}
