package dev.paxoswasm.wit.java;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the types of the base package that all generated code shares. */
final class SupportWriter {

    static final String ORIGIN = "all of its WIT files";

    private final JavaFiles files;

    SupportWriter(JavaFiles files) {
        this.files = files;
    }

    void write() {
        String basePackage = files.options().basePackage();
        for (String name : JavaFiles.SUPPORT) {
            String text = template(name)
                    .replace("${package}", basePackage)
                    .replace("${origin}", ORIGIN)
                    .replace("${largestInteger}", Long.toString(files.options().largestInteger()));
            files.add(basePackage, name, schemas(text));
        }
    }

    /** Lines that end in {@code //http} are there only with OpenAPI annotations. */
    private String schemas(String text) {
        return text.lines()
                .filter(line -> files.options().http() || !line.endsWith("//http"))
                .map(line -> line.endsWith("//http")
                        ? line.substring(0, line.length() - 6).stripTrailing()
                        : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    void writeTuple(int size) {
        String basePackage = files.options().basePackage();
        JavaSource source = files.source(basePackage, ORIGIN, List.of());
        String name = "Tuple" + size;
        List<String> parameters =
                IntStream.rangeClosed(1, size).mapToObj(i -> "T" + i).toList();
        List<List<String>> components = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            components.add(List.of(
                    "@" + source.use(Annotations.JSON + "JsonProperty") + "(required = true) T" + i + " item" + i));
        }
        source.docs("A WIT `tuple` of " + size + ".");
        source.blocks("public record " + name + "<" + String.join(", ", parameters) + ">(", components, ") {")
                .indent();
        List<String> items =
                IntStream.rangeClosed(1, size).mapToObj(i -> "item" + i).toList();
        source.blank().open("public " + name + " {");
        items.forEach(item -> source.line("WitValues.required(" + item + ", " + JavaSource.quoted(item) + ");"));
        source.close("}");
        String wildcards = items.stream().map(item -> "?").collect(Collectors.joining(", ", "<", ">"));
        source.blank().line("@Override");
        source.open("public boolean equals(@" + source.use("org.jspecify.annotations.Nullable") + " Object other) {");
        source.line("return other instanceof " + name + wildcards + " that");
        for (String item : items) {
            String end = item.equals("item" + size) ? ";" : "";
            source.line("        && WitValues.equal(" + item + ", that." + item + ")" + end);
        }
        source.close("}").blank().line("@Override").open("public int hashCode() {");
        source.list("return WitValues.hash(", items, ");").close("}");
        List<String> described = new ArrayList<>();
        described.add(JavaSource.quoted(name));
        items.forEach(item -> described.add(JavaSource.quoted(item) + ", " + item));
        source.blank().line("@Override").open("public String toString() {");
        source.list("return WitValues.describe(", described, ");").close("}").close("}");
        files.add(basePackage, name, source.render());
    }

    private static String template(String name) {
        try (InputStream in = SupportWriter.class.getResourceAsStream(name + ".java.txt")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
