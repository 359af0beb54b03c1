package dev.paxoswasm.component.suite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts verdicts by directory, and writes them as a table. */
final class SuiteTable {

    private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
    private final List<String> notPassed = new ArrayList<>();

    void add(String directory, Verdict verdict, String where, String why) {
        counts.computeIfAbsent(directory, key -> new EnumMap<>(Verdict.class)).merge(verdict, 1, Integer::sum);
        if (verdict != Verdict.PASSED) {
            notPassed.add(verdict + " " + where + ": " + why);
        }
    }

    List<String> notPassed() {
        return notPassed;
    }

    int count(Verdict verdict) {
        return counts.values().stream()
                .mapToInt(each -> each.getOrDefault(verdict, 0))
                .sum();
    }

    String markdown() {
        StringBuilder table = new StringBuilder("| directory |");
        for (Verdict verdict : Verdict.values()) {
            table.append(' ').append(verdict.title()).append(" |");
        }
        table.append("\n|---|").append("---:|".repeat(Verdict.values().length)).append('\n');
        counts.forEach((directory, verdicts) -> row(table, "`" + directory + "`", verdicts));
        Map<Verdict, Integer> sums = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            sums.put(verdict, count(verdict));
        }
        row(table, "together", sums);
        return table.toString();
    }

    private static void row(StringBuilder table, String title, Map<Verdict, Integer> verdicts) {
        table.append("| ").append(title).append(" |");
        for (Verdict verdict : Verdict.values()) {
            table.append(' ').append(verdicts.getOrDefault(verdict, 0)).append(" |");
        }
        table.append('\n');
    }
}
