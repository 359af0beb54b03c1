package dev.paxoswasm.cli.project;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A Cargo workspace with some of its members only. Both of its files are as Cargo writes them: an entry a line. */
record CargoWorkspace(String manifest, String lock) {
    private static final Pattern MEMBERS = Pattern.compile("(?ms)^members = \\[\n(.*?)^\\]$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final String PACKAGE = "[[package]]\n";

    /** @throws IllegalStateException if one of them is no member */
    CargoWorkspace only(Set<String> kept) {
        Set<String> dropped = members();
        if (!dropped.containsAll(kept)) {
            throw new IllegalStateException(kept + " are not all among the members " + dropped);
        }
        dropped.removeAll(kept);
        return new CargoWorkspace(
                manifest.lines().filter(line -> !isOf(line, dropped)).collect(Collectors.joining("\n", "", "\n")),
                Arrays.stream(lock.split(Pattern.quote(PACKAGE)))
                        .filter(entry -> !isNamed(entry, dropped))
                        .collect(Collectors.joining(PACKAGE))
                        .replaceFirst("\n+$", "\n"));
    }

    private Set<String> members() {
        Matcher members = MEMBERS.matcher(manifest);
        if (!members.find()) {
            throw new IllegalStateException("the manifest of the workspace has no list of members, one a line");
        }
        return QUOTED.matcher(members.group(1))
                .results()
                .map(it -> it.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOf(String line, Set<String> members) {
        return members.stream()
                .anyMatch(it -> line.equals("    \"" + it + "\",") || line.startsWith(it + " = { path = "));
    }

    private static boolean isNamed(String entry, Set<String> members) {
        List<String> lines = entry.lines().limit(1).toList();
        return members.stream().anyMatch(it -> lines.contains("name = \"" + it + "\""));
    }
}
