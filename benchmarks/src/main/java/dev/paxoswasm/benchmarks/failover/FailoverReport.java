package dev.paxoswasm.benchmarks.failover;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a failover benchmark found, in words. */
final class FailoverReport {
    private FailoverReport() {}

    static String text(Failover.Result result) {
        return line("writes resumed after", result, Failover.Outcome::resumedMillis)
                + line("longest gap", result, Failover.Outcome::gapMillis)
                + String.format(
                        Locale.ROOT,
                        "  %-22s%d times one, %d times more, at most %d%n",
                        "elections",
                        elections(result).stream().filter(count -> count == 1).count(),
                        elections(result).stream().filter(count -> count > 1).count(),
                        elections(result).stream()
                                .mapToLong(Long::longValue)
                                .max()
                                .orElse(0))
                + String.format(
                        Locale.ROOT,
                        "  %-22s%,d, of which %d are not in the log %s%n",
                        "acknowledged",
                        result.acknowledged(),
                        result.lost().size(),
                        result.lost().isEmpty() ? "" : result.lost());
    }

    static String json(Failover.Result result) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("acknowledged", result.acknowledged())
                .put("lost", result.lost().size());
        for (Failover.Outcome outcome : result.outcomes()) {
            root.withArray("outcomes")
                    .addObject()
                    .put("resumedMillis", outcome.resumedMillis())
                    .put("gapMillis", outcome.gapMillis())
                    .put("elections", outcome.elections());
        }
        return root.toPrettyString() + "\n";
    }

    private static List<Long> elections(Failover.Result result) {
        return result.outcomes().stream().map(Failover.Outcome::elections).toList();
    }

    private static String line(String name, Failover.Result result, ToDoubleFunction<Failover.Outcome> figure) {
        List<Double> sorted = result.outcomes().stream()
                .map(outcome -> figure.applyAsDouble(outcome))
                .sorted()
                .toList();
        return String.format(
                Locale.ROOT,
                "  %-22smedian %,.0f ms, p90 %,.0f ms, worst %,.0f ms%n",
                name,
                rank(sorted, 0.5),
                rank(sorted, 0.9),
                rank(sorted, 1));
    }

    /** By nearest rank. */
    private static double rank(List<Double> sorted, double share) {
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
