package dev.paxoswasm.benchmarks.compare;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How results are shown. */
public enum ResultsFormat {
    /** For people: the median of the rounds, and the least and the most of them; a Markdown table. */
    TABLE {
        @Override
        public String show(Results results) {
            StringBuilder text = new StringBuilder();
            text.append(
                    row("clients", "system", "writes/s", "min..max", "p50 ms", "p99 ms", "x best peer", "min..max"));
            text.append(row("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:"));
            for (int clients : results.clients()) {
                for (String name : results.contestants()) {
                    results.spread(name, clients, Measurement::writesPerSecond).ifPresent(writes -> {
                        Optional<Results.Spread> ratio = results.ratioToBestPeer(name, clients);
                        text.append(row(
                                String.valueOf(clients),
                                name,
                                whole(writes.median()),
                                whole(writes.least()) + ".." + whole(writes.most()),
                                median(results, name, clients, Measurement::p50Millis),
                                median(results, name, clients, Measurement::p99Millis),
                                ratio.map(spread -> fraction(spread.median())).orElse("-"),
                                ratio.map(spread -> fraction(spread.least()) + ".." + fraction(spread.most()))
                                        .orElse("-")));
                    });
                }
            }
            return text.toString();
        }
    },
    /** A line a measurement. */
    CSV {
        @Override
        public String show(Results results) {
            StringBuilder text =
                    new StringBuilder("round,clients,system,peer,writes_per_second,p50_millis,p99_millis,errors\n");
            each(
                    results,
                    (round, clients, name, measured) -> text.append(String.format(
                            Locale.ROOT,
                            "%d,%d,%s,%s,%.1f,%.3f,%.3f,%d%n",
                            round,
                            clients,
                            name,
                            results.isPeer(name),
                            measured.writesPerSecond(),
                            measured.p50Millis(),
                            measured.p99Millis(),
                            measured.errors())));
            return text.toString();
        }
    },
    /** An object a measurement. */
    JSON {
        @Override
        public String show(Results results) {
            ArrayNode array = JsonMapper.shared().createArrayNode();
            each(results, (round, clients, name, measured) -> {
                ObjectNode object = array.addObject();
                object.put("round", round).put("clients", clients).put("system", name);
                object.put("peer", results.isPeer(name))
                        .put("writesPerSecond", measured.writesPerSecond())
                        .put("p50Millis", measured.p50Millis())
                        .put("p99Millis", measured.p99Millis())
                        .put("errors", measured.errors());
            });
            return array.toPrettyString() + "\n";
        }
    };

    public abstract String show(Results results);

    private interface Visitor {
        void visit(int round, int clients, String name, Measurement measured);
    }

    private static void each(Results results, Visitor visitor) {
        for (int clients : results.clients()) {
            for (String name : results.contestants()) {
                int round = 0;
                for (Measurement measured : results.of(name, clients)) {
                    visitor.visit(++round, clients, name, measured);
                }
            }
        }
    }

    private static String row(Object... cells) {
        return String.format("| %7s | %-20s | %8s | %15s | %7s | %7s | %11s | %11s |%n", cells);
    }

    private static String median(
            Results results, String name, int clients, java.util.function.ToDoubleFunction<Measurement> figure) {
        return results.spread(name, clients, figure)
                .map(spread -> fraction(spread.median()))
                .orElse("-");
    }

    private static String whole(double figure) {
        return String.format(Locale.ROOT, "%,.0f", figure);
    }

    private static String fraction(double figure) {
        return String.format(Locale.ROOT, "%.2f", figure);
    }
}
