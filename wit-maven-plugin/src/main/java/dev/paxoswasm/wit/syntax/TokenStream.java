package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.WitException;
import java.util.List;
import java.util.Set;

/** The tokens of a file, read from the front. */
final class TokenStream {

    private static final Set<String> KEYWORDS = Set.of(
            "as",
            "async",
            "bool",
            "borrow",
            "char",
            "constructor",
            "enum",
            "error-context",
            "export",
            "f32",
            "f64",
            "flags",
            "from",
            "func",
            "future",
            "import",
            "include",
            "interface",
            "list",
            "option",
            "own",
            "package",
            "record",
            "resource",
            "result",
            "s16",
            "s32",
            "s64",
            "s8",
            "static",
            "stream",
            "string",
            "tuple",
            "type",
            "u16",
            "u32",
            "u64",
            "u8",
            "use",
            "variant",
            "with",
            "world",
            "_");

    private final List<Token> tokens;
    private int next;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeIf(String text) {
        boolean found = peek().is(text);
        if (found) {
            next++;
        }
        return found;
    }

    Token expect(String text, String where) {
        if (!peek().is(text)) {
            throw unexpected("`" + text + "` " + where);
        }
        return take();
    }

    Name name(String what) {
        Token token = peek();
        if (token.kind() == Token.Kind.WORD && KEYWORDS.contains(token.text())) {
            throw new WitException(
                    token.at(),
                    "expected " + what + ", met the keyword `" + token.text() + "`"
                            + (token.is("_") ? "" : "; as a name it is written `%" + token.text() + "`"));
        }
        if (token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.ESCAPED_NAME) {
            throw unexpected(what);
        }
        return new Name(take().text(), token.at());
    }

    WitException unexpected(String expected) {
        return new WitException(peek().at(), "expected " + expected + ", met " + peek().shown());
    }

    static WitException unsupported(Token met, String what, String supported) {
        return new WitException(met.at(), "met " + what + ", which is not supported; supported are " + supported);
    }
}
