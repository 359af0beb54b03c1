package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.simulation.conformance.Examination.Verdict;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.ComponentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The program behind {@code paxos conform}: arguments are the file of a component, its role or {@code any}, and how many
 * random sequences it is to answer as the built-in component does. Ends with 0 if every rule is kept, 1 if one is
 * broken, 2 if it cannot begin.
 */
public final class Conform {

    private static final String ANY = "any";

    private Conform() {}

    public static void main(String[] arguments) {
        if (arguments.length != 3) {
            System.err.println("expected FILE ROLE SEQUENCES");
            System.exit(2);
        }
        Path file = Path.of(arguments[0]);
        Role role;
        Component component;
        try {
            role = arguments[1].equals(ANY)
                    ? role(file)
                    : Role.valueOf(arguments[1].toUpperCase(Locale.ROOT));
            component = ComponentFile.read(role, file);
        } catch (IllegalArgumentException e) {
            System.err.println("paxos: " + e.getMessage());
            System.exit(2);
            return;
        }
        System.out.println(role.label() + "  " + file + "  " + component.digest());
        System.exit(conforms(role, component, Long.parseLong(arguments[2])) ? 0 : 1);
    }

    private static boolean conforms(Role role, Component component, long sequences) {
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

    /** The role whose world a component implements: the one whose interface it exports. */
    private static Role role(Path file) {
        Component component;
        try {
            component = Component.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read (" + e + "); name the file of a component", e);
        } catch (ComponentException e) {
            throw new IllegalArgumentException(file + " is no component that can run: " + e.getMessage(), e);
        }
        List<String> exports = new ArrayList<>();
        for (Role role : Role.values()) {
            String exported = "paxos:" + role.label() + "/" + role.label() + "@";
            if (component.type().exportedInterfaces().keySet().stream().anyMatch(it -> it.startsWith(exported))) {
                return role;
            }
            exports.add(exported + "…");
        }
        throw new IllegalArgumentException(file + " exports the interface of no role (" + String.join(", ", exports)
                + "); it exports " + component.type().exportedInterfaces().keySet());
    }
}
