package dev.paxoswasm.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was measured.
 *
 * @param valueSize       in bytes
 * @param values          answered rightly
 * @param p50Millis       half of the values took no longer, from the request to the answer
 * @param errors          what else came back, how often
 */
public record BenchReport(
        int clients,
        int valueSize,
        double seconds,
        long values,
        double valuesPerSecond,
        double p50Millis,
        double p99Millis,
        double p999Millis,
        Map<String, Integer> errors,
        Machine machine) {

    static BenchReport of(Bench bench, List<Tally> tallies, double seconds) {
        Map<String, Integer> errors = new TreeMap<>();
        tallies.forEach(tally -> tally.errors().forEach((error, count) -> errors.merge(error, count, Integer::sum)));
        int repeated = repeatedPositions(tallies);
        if (repeated > 0) {
            errors.put("wrong answer: a slot that was answered for another value, too", repeated);
        }
        long[] sorted = Latencies.sorted(tallies.stream().map(Tally::latencies).toList());
        return new BenchReport(
                bench.clients(),
                bench.valueSize(),
                seconds,
                sorted.length,
                sorted.length / seconds,
                Latencies.percentile(sorted, 0.5),
                Latencies.percentile(sorted, 0.99),
                Latencies.percentile(sorted, 0.999),
                errors,
                Machine.here());
    }

    private static int repeatedPositions(List<Tally> tallies) {
        long[] all = tallies.stream()
                .flatMapToLong(tally -> Arrays.stream(tally.positions()))
                .sorted()
                .toArray();
        int repeated = 0;
        for (int i = 1; i < all.length; i++) {
            repeated += all[i] == all[i - 1] ? 1 : 0;
        }
        return repeated;
    }

    public int errorCount() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(line("values/s", String.format(Locale.ROOT, "%,.0f", valuesPerSecond)));
        text.append(line("p50", millis(p50Millis)));
        text.append(line("p99", millis(p99Millis)));
        text.append(line("p99.9", millis(p999Millis)));
        text.append(line("values", String.format(Locale.ROOT, "%,d in %.1f s", values, seconds)));
        text.append(line("errors", String.valueOf(errorCount())));
        errors.forEach((error, count) -> text.append(line("", count + " x " + error)));
        text.append(line("machine", machine.text()));
        return text.toString();
    }

    public String json() {
        return object().toPrettyString();
    }

    /** An array. */
    public static String json(List<BenchReport> reports) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        reports.forEach(report -> array.add(report.object()));
        return array.toPrettyString();
    }

    private ObjectNode object() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("clients", clients)
                .put("valueSize", valueSize)
                .put("seconds", seconds)
                .put("values", values)
                .put("valuesPerSecond", valuesPerSecond)
                .put("p50Millis", p50Millis)
                .put("p99Millis", p99Millis)
                .put("p999Millis", p999Millis)
                .put("errors", errorCount());
        ObjectNode kinds = root.putObject("errorsByKind");
        errors.forEach(kinds::put);
        root.putObject("machine")
                .put("processor", machine.processor())
                .put("cores", machine.cores())
                .put("memory", machine.memory())
                .put("jdk", machine.jdk())
                .put("system", machine.system());
        return root;
    }

    private static String line(String name, String value) {
        return String.format("  %-10s%s%n", name, value);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.2f ms", millis);
    }
}
