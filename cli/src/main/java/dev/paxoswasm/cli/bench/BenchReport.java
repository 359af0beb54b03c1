package dev.paxoswasm.cli.bench;

import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
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
        text.append(line(
                "machine",
                machine.processor() + ", " + machine.cores() + " cores, " + machine.memory() + ", " + machine.jdk()
                        + ", " + machine.system()));
        return text.toString();
    }

    public String json() {
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
        return root.toPrettyString();
    }

    private static String line(String name, String value) {
        return String.format("  %-10s%s%n", name, value);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
