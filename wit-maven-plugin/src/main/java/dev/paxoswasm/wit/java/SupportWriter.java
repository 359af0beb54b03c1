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

    private static final String ORIGIN = "all of its WIT files";

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
                .map(line -> line.endsWith("//http") ? line.substring(0, line.length() - 6).stripTrailing() : line)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    void writeTuple(int size) {
        String basePackage = files.options().basePackage();
        JavaSource source = files.source(basePackage, ORIGIN, List.of());
        String name = "Tuple" + size;
        List<String> parameters = IntStream.rangeClosed(1, size).mapToObj(i -> "T" + i).toList();
        List<List<String>> components = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            components.add(List.of("@" + source.use(Annotations.JSON + "JsonProperty") + "(required = true) T" + i + " item" + i));
        }
        source.docs("A WIT `tuple` of " + size + ".");
        source.blocks("public record " + name + "<" + String.join(", ", parameters) + ">(", components, ") {").indent();
        source.blank().open("public " + name + " {");
        for (int i = 1; i <= size; i++) {
            source.line("WitValues.required(item" + i + ", \"item" + i + "\");");
        }
        source.close("}").close("}");
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
