package dev.paxoswasm.systemtests.monitoring;

import dev.paxoswasm.systemtests.cluster.Http;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meters that a node shows to a Prometheus, by name. */
final class ShownMeters {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z0-9_:]+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z0-9_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String[] PARTS = {"_count", "_sum", "_max", "_bucket", ""};

    private final Map<String, String> types = new TreeMap<>();
    private final Map<String, Set<String>> labels = new TreeMap<>();
    private final Map<String, Map<String, String>> values = new LinkedHashMap<>();

    private ShownMeters() {}

    /** @param node the URL of a node */
    static ShownMeters of(String node) {
        ShownMeters shown = new ShownMeters();
        HttpRequest request = HttpRequest.newBuilder(URI.create(node + "/actuator/prometheus"))
                .build();
        HttpResponse<String> response = Http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError(node + " answered " + response.statusCode() + ": " + response.body());
        }
        response.body().lines().forEach(shown::read);
        return shown;
    }

    private void read(String line) {
        Matcher type = TYPE.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (type.matches()) {
            types.put(type.group(1), type.group(2));
        } else if (sample.matches()) {
            String of = sample.group(2) == null ? "" : sample.group(2);
            Map<String, String> tags = new TreeMap<>();
            LABEL.matcher(of).results().forEach(label -> tags.put(label.group(1), label.group(2)));
            labels.computeIfAbsent(meter(sample.group(1)), _ -> new TreeSet<>()).addAll(tags.keySet());
            values.put(line.substring(0, line.lastIndexOf(' ')), tags);
        }
    }

    /** A timer has several series, of which one names the type. */
    private String meter(String series) {
        return Arrays.stream(PARTS)
                .filter(series::endsWith)
                .map(part -> series.substring(0, series.length() - part.length()))
                .filter(types::containsKey)
                .findFirst()
                .orElse(series);
    }

    /** Their types, by name, but without the longest value of each timer. */
    Map<String, String> types() {
        Map<String, String> all = new TreeMap<>(types);
        all.keySet()
                .removeIf(name ->
                        name.endsWith("_max") && types.containsKey(name.substring(0, name.length() - "_max".length())));
        return all;
    }

    Set<String> labels(String meter) {
        return labels.getOrDefault(meter, Set.of());
    }

    /** The labels of each series. */
    Collection<Map<String, String>> series() {
        return values.values();
    }
}
