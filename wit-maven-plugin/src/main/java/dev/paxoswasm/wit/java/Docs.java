package dev.paxoswasm.wit.java;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** From WIT documentation to Javadoc and to plain descriptions. */
final class Docs {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern SENTENCE = Pattern.compile("(?s)(.*?[.!?])(\\s+(?=[^a-z])|$).*");

    private Docs() {}

    /** Javadoc text, a paragraph an element. */
    static List<String> javadoc(String docs) {
        return paragraphs(docs).stream().map(Docs::javadocText).toList();
    }

    /** The paragraphs, each on one line, with an empty line between them. */
    static String description(String docs) {
        return String.join("\n\n", paragraphs(docs));
    }

    static String firstSentence(String docs) {
        List<String> paragraphs = paragraphs(docs);
        if (paragraphs.isEmpty()) {
            return "";
        }
        Matcher sentence = SENTENCE.matcher(paragraphs.get(0));
        return sentence.matches() ? sentence.group(1) : paragraphs.get(0);
    }

    private static List<String> paragraphs(String docs) {
        return Arrays.stream(docs.split("\\n\\s*\\n"))
                .map(paragraph -> paragraph.lines().map(String::strip).collect(Collectors.joining(" ")))
                .map(String::strip)
                .filter(paragraph -> !paragraph.isEmpty())
                .toList();
    }

    private static String javadocText(String text) {
        StringBuilder javadoc = new StringBuilder();
        Matcher code = CODE.matcher(text);
        int from = 0;
        while (code.find()) {
            javadoc.append(escaped(text.substring(from, code.start()))).append(code(code.group(1)));
            from = code.end();
        }
        return javadoc.append(escaped(text.substring(from))).toString();
    }

    private static String code(String content) {
        boolean plain = content.chars().noneMatch(c -> c == '{' || c == '}' || c == '\\')
                && !content.contains("*/")
                && !(" " + content).contains(" @");
        return plain ? "{@code " + content + "}" : "<code>" + escaped(content) + "</code>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "&#64;")
                .replace("\\", "&#92;")
                .replace("*/", "*&#47;");
    }

    /** Cuts text at spaces into lines of at most {@code width} characters, where words allow. */
    static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" +")) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
