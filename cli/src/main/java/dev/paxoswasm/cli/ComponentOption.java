package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ComponentSelection;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Components that take the place of the built-in ones. */
final class ComponentOption {
    private static final Pattern NAME = Pattern.compile("([a-z]+)(-[1-9][0-9]{0,5})?");

    @Option(
            names = "--component",
            paramLabel = "ROLE=FILE",
            completionCandidates = Names.class,
            description =
                    "Another component than the built-in one: of a role, as in acceptor=mine.wasm, or of one node,"
                            + " as in acceptor-3=mine.wasm. May be repeated.")
    private List<String> given = List.of();

    /** What completion offers. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Role.values()).map(role -> role.word() + "=").iterator();
        }
    }

    /** Whether single nodes can be meant. */
    enum Scope {
        ROLES,
        ROLES_AND_NODES
    }

    /**
     * Files by the names of roles and nodes; empty for the built-in component.
     *
     * @param roles those that the command knows
     * @throws IllegalArgumentException if an option is none
     */
    Map<String, Optional<Path>> named(Collection<Role> roles, Scope scope) {
        Map<String, Optional<Path>> named = new LinkedHashMap<>();
        for (String option : given) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new IllegalArgumentException(
                        "--component " + option + " is no ROLE=FILE, as in acceptor=mine.wasm");
            }
            String name = name(option.substring(0, equals), roles, scope);
            if (named.put(name, file(option.substring(equals + 1))) != null) {
                throw new IllegalArgumentException("--component " + name + " is given twice; give it once");
            }
        }
        return named;
    }

    private static Optional<Path> file(String file) {
        try {
            return file.equals(ComponentSelection.BUILT_IN) ? Optional.empty() : Optional.of(Path.of(file));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--component: '" + file + "' cannot be the name of a file", e);
        }
    }

    private static String name(String name, Collection<Role> roles, Scope scope) {
        Matcher matcher = NAME.matcher(name);
        boolean known = matcher.matches()
                && roles.stream().anyMatch(role -> role.word().equals(matcher.group(1)))
                && (scope == Scope.ROLES_AND_NODES || matcher.group(2) == null);
        if (!known) {
            String words = roles.stream().map(Role::word).collect(Collectors.joining(", "));
            throw new IllegalArgumentException("--component " + name + ": no such "
                    + (scope == Scope.ROLES
                            ? "role here; it would be one of " + words
                            : "role or node; it would be one of " + words + ", or a node of one, as in "
                                    + roles.iterator().next().word() + "-1"));
        }
        return name;
    }
}
