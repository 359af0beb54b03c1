package dev.paxoswasm.wit.java;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A Java file being written: it lays out lines within 120 columns and collects imports. */
final class JavaSource {

    static final int WIDTH = 120;
    private static final String INDENT = "    ";

    private final String packageName;
    private final String origin;
    private final Map<String, String> simpleNames = new HashMap<>();
    private final TreeSet<String> imports = new TreeSet<>();
    private final StringBuilder body = new StringBuilder();
    private int depth;

    /**
     * @param origin the WIT file it is made from
     * @param siblings simple names of the types of the same package
     * @param nested simple names of the types nested in this one
     */
    JavaSource(String packageName, String origin, Collection<String> siblings, Collection<String> nested) {
        this.packageName = packageName;
        this.origin = origin;
        siblings.forEach(name -> simpleNames.put(name, packageName + "." + name));
        nested.forEach(name -> simpleNames.put(name, "nested " + name));
    }

    /** The shortest name that means this type in this file; imports it if need be. */
    String use(String qualifiedName) {
        int dot = qualifiedName.lastIndexOf('.');
        String simpleName = qualifiedName.substring(dot + 1);
        String claimed = simpleNames.putIfAbsent(simpleName, qualifiedName);
        if (claimed != null && !claimed.equals(qualifiedName)) {
            return qualifiedName;
        }
        if (!qualifiedName.substring(0, dot).equals(packageName)) {
            imports.add(qualifiedName);
        }
        return simpleName;
    }

    JavaSource line(String text) {
        body.append(INDENT.repeat(depth)).append(text).append('\n');
        return this;
    }

    JavaSource blank() {
        body.append('\n');
        return this;
    }

    JavaSource open(String text) {
        return line(text).indent();
    }

    /** After a line that opens a block and was not written by {@link #open}. */
    JavaSource indent() {
        depth++;
        return this;
    }

    JavaSource outdent() {
        depth--;
        return this;
    }

    JavaSource close(String text) {
        depth--;
        return line(text);
    }

    /** Writes a statement, or the head of a block, on as many lines as it takes. */
    JavaSource code(String text) {
        Wrapping.wrap(text, WIDTH - column()).forEach(this::line);
        return this;
    }

    /** As {@link #code}, for a list of parts separated by commas. */
    JavaSource list(String prefix, List<String> parts, String suffix) {
        Wrapping.wrap(prefix, parts, suffix, WIDTH - column()).forEach(this::line);
        return this;
    }

    /** Writes one part a line; where a part has several lines, an empty one follows. */
    JavaSource blocks(String prefix, List<List<String>> parts, String suffix) {
        line(prefix);
        depth += 2;
        for (int i = 0; i < parts.size(); i++) {
            List<String> lines = parts.get(i);
            lines.subList(0, lines.size() - 1).forEach(this::line);
            line(lines.get(lines.size() - 1) + (i < parts.size() - 1 ? "," : suffix));
            if (lines.size() > 1 && i < parts.size() - 1) {
                blank();
            }
        }
        depth -= 2;
        return this;
    }

    boolean fits(int deeper, String text) {
        return column() + deeper * INDENT.length() + text.length() <= WIDTH;
    }

    /** Writes Javadoc, if there is anything to say. */
    JavaSource docs(String docs) {
        return docs(docs, Map.of());
    }

    /** Writes Javadoc with tags such as {@code @param x} and what they say. */
    JavaSource docs(String docs, Map<String, String> tags) {
        int width = WIDTH - depth * INDENT.length() - 3;
        List<String> lines = new ArrayList<>();
        for (String paragraph : Docs.javadoc(docs)) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(Docs.wrapped((lines.isEmpty() ? "" : "<p>") + paragraph, width));
        }
        boolean first = true;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String text = String.join(" ", Docs.javadoc(tag.getValue()));
            if (text.isEmpty()) {
                continue;
            }
            if (first && !lines.isEmpty()) {
                lines.add("");
            }
            first = false;
            List<String> wrapped = Docs.wrapped(tag.getKey() + " " + text, width - 4);
            lines.add(wrapped.get(0));
            wrapped.stream().skip(1).map(line -> "    " + line).forEach(lines::add);
        }
        if (lines.size() == 1 && fits(0, "/** " + lines.get(0) + " */")) {
            return line("/** " + lines.get(0) + " */");
        }
        if (!lines.isEmpty()) {
            line("/**");
            lines.forEach(text -> line(text.isEmpty() ? " *" : " * " + text));
            line(" */");
        }
        return this;
    }

    /** A string literal; a long one is cut into several, a line each. */
    static List<String> literal(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("(?<=[ \n])")) {
            String escaped = escaped(word);
            if (line.length() > 0 && line.length() + escaped.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(escaped);
        }
        lines.add(line.toString());
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            literals.add((i == 0 ? "" : INDENT + INDENT + "+ ") + "\"" + lines.get(i) + "\"");
        }
        return literals;
    }

    static String quoted(String text) {
        return "\"" + escaped(text) + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Where the writing stands, in columns. */
    int column() {
        return depth * INDENT.length();
    }

    String renderPackageInfo(String docs) {
        docs(docs);
        return header() + body + "@NullMarked\npackage " + packageName
                + ";\n\nimport org.jspecify.annotations.NullMarked;\n";
    }

    private String header() {
        return "// Generated by wit-maven-plugin from " + origin + ". Do not edit.\n";
    }

    String render() {
        String importLines = imports.stream()
                .filter(name -> !name.startsWith("java.lang."))
                .map(name -> "import " + name + ";\n")
                .collect(Collectors.joining());
        return header() + "package " + packageName + ";\n\n" + (importLines.isEmpty() ? "" : importLines + "\n") + body;
    }
}
