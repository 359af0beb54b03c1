package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.WitException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Cuts WIT text into tokens; documentation comments travel with the token that follows them. */
final class Lexer {

    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(-([a-z0-9]+|[A-Z0-9]+))*");

    private final String file;
    private final int[] text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<String> docs = new ArrayList<>();
    private int next;
    private int line = 1;
    private int column = 1;

    Lexer(String file, String text) {
        this.file = file;
        this.text = text.codePoints().toArray();
    }

    List<Token> tokens() {
        while (true) {
            skipSpace();
            if (atEnd()) {
                add(Token.Kind.END, "", here());
                return List.copyOf(tokens);
            }
            if (peek() == '/' && peek(1) == '/') {
                lineComment();
            } else if (peek() == '/' && peek(1) == '*') {
                blockComment();
            } else {
                token();
            }
        }
    }

    private void token() {
        Position start = here();
        int first = peek();
        if (isLetter(first) || first == '_') {
            add(Token.Kind.WORD, checkedName(word(), start), start);
        } else if (first == '%') {
            advance();
            add(Token.Kind.ESCAPED_NAME, checkedName(word(), start), start);
        } else if (isDigit(first)) {
            add(Token.Kind.NUMBER, word(), start);
        } else if (first == '-' && peek(1) == '>') {
            advance();
            advance();
            add(Token.Kind.SYMBOL, "->", start);
        } else if ("{}()<>:;,=./@*-+".indexOf(first) >= 0) {
            advance();
            add(Token.Kind.SYMBOL, Character.toString(first), start);
        } else {
            throw new WitException(start, "met the character " + shown(first) + ", which WIT has no use for here");
        }
    }

    private String checkedName(String word, Position start) {
        if (!word.equals("_") && !NAME.matcher(word).matches()) {
            throw new WitException(
                    start,
                    "`" + word + "` is no WIT name: words of letters and digits joined by single hyphens, each word all"
                            + " lower case or all upper case, the first one beginning with a letter, as in `node-id`");
        }
        return word;
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (!atEnd() && isWordPart()) {
            word.appendCodePoint(peek());
            advance();
        }
        return word.toString();
    }

    private boolean isWordPart() {
        int character = peek();
        boolean arrow = character == '-' && peek(1) == '>';
        return isLetter(character) || isDigit(character) || character == '_' || (character == '-' && !arrow);
    }

    private void lineComment() {
        boolean documents = peek(2) == '/' && peek(3) != '/';
        StringBuilder comment = new StringBuilder();
        while (!atEnd() && peek() != '\n') {
            comment.appendCodePoint(peek());
            advance();
        }
        if (documents) {
            String content = comment.substring(3).stripTrailing();
            docs.add(content.startsWith(" ") ? content.substring(1) : content);
        }
    }

    private void blockComment() {
        Position start = here();
        boolean documents = peek(2) == '*' && peek(3) != '*' && peek(3) != '/';
        StringBuilder comment = new StringBuilder();
        int depth = 0;
        do {
            if (atEnd()) {
                throw new WitException(start, "this comment has no end; `*/` ends it");
            }
            int width = 1;
            if (peek() == '/' && peek(1) == '*') {
                depth++;
                width = 2;
            } else if (peek() == '*' && peek(1) == '/') {
                depth--;
                width = 2;
            }
            for (int i = 0; i < width; i++) {
                comment.appendCodePoint(peek());
                advance();
            }
        } while (depth > 0);
        if (documents) {
            comment.substring(3, comment.length() - 2)
                    .lines()
                    .map(Lexer::withoutStar)
                    .forEach(docs::add);
        }
    }

    private static String withoutStar(String line) {
        String content = line.strip();
        return content.startsWith("*") ? content.substring(1).strip() : content;
    }

    private void skipSpace() {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r')) {
            advance();
        }
    }

    private void add(Token.Kind kind, String content, Position at) {
        tokens.add(new Token(kind, content, String.join("\n", docs).strip(), at));
        docs.clear();
    }

    private Position here() {
        return new Position(file, line, column);
    }

    private boolean atEnd() {
        return next >= text.length;
    }

    private int peek() {
        return peek(0);
    }

    /** The character that many places on, or -1 beyond the end. */
    private int peek(int ahead) {
        return next + ahead < text.length ? text[next + ahead] : -1;
    }

    private void advance() {
        if (text[next++] == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
    }

    private static boolean isLetter(int character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static String shown(int character) {
        boolean printable = character > ' ' && Character.isDefined(character) && !Character.isISOControl(character);
        return (printable ? "`" + Character.toString(character) + "` " : "") + "(U+%04X)".formatted(character);
    }
}
