package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.WitException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads types where a value is declared. */
final class TypeParser {

    static final String SUPPORTED =
            "bool, integers, floats, char, string, list, option, result, tuple, record, variant,"
                    + " enum, flags, resources, own, borrow and aliases of them";

    /** Deeper than anyone writes, shallower than the stack. */
    private static final int MAX_DEPTH = 64;

    private final TokenStream tokens;
    private int depth;

    TypeParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    TypeSyntax type() {
        if (++depth > MAX_DEPTH) {
            throw new WitException(tokens.peek().at(), "types nest more than " + MAX_DEPTH + " deep here");
        }
        TypeSyntax type = typeWithin();
        depth--;
        return type;
    }

    private TypeSyntax typeWithin() {
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD) {
            return new TypeSyntax.Named(tokens.name("a type"));
        }
        switch (token.text()) {
            case "list":
                return new TypeSyntax.ListOf(only("list"), token.at());
            case "option":
                return new TypeSyntax.OptionOf(only("option"), token.at());
            case "tuple":
                return tuple();
            case "result":
                return result();
            case "bool", "char", "string", "f32", "f64", "s8", "s16", "s32", "s64", "u8", "u16", "u32", "u64":
                return new TypeSyntax.Named(new Name(tokens.take().text(), token.at()));
            case "own":
                return new TypeSyntax.OwnOf(resource("own"), token.at());
            case "borrow":
                return new TypeSyntax.BorrowOf(resource("borrow"), token.at());
            case "stream", "future", "error-context":
                throw TokenStream.unsupported(token, "the type `" + token.text() + "`", SUPPORTED);
            default:
                return new TypeSyntax.Named(tokens.name("a type"));
        }
    }

    private TypeSyntax only(String keyword) {
        tokens.take();
        tokens.expect("<", "after `" + keyword + "`");
        TypeSyntax element = type();
        if (tokens.peek().is(",")) {
            throw TokenStream.unsupported(
                    tokens.peek(), "a second argument of `" + keyword + "`", "lists of any length and single options");
        }
        tokens.expect(">", "after the type of the " + keyword + "'s element");
        return element;
    }

    private Name resource(String keyword) {
        tokens.take();
        tokens.expect("<", "after `" + keyword + "`");
        Name name = tokens.name("the name of a resource");
        tokens.expect(">", "after the name of the resource");
        return name;
    }

    private TypeSyntax tuple() {
        Position at = tokens.take().at();
        tokens.expect("<", "after `tuple`");
        List<TypeSyntax> elements = new ArrayList<>();
        do {
            if (tokens.peek().is(">") && !elements.isEmpty()) {
                break;
            }
            elements.add(type());
        } while (tokens.takeIf(","));
        tokens.expect(">", "or `,` after an element of the tuple");
        return new TypeSyntax.TupleOf(List.copyOf(elements), at);
    }

    private TypeSyntax result() {
        Position at = tokens.take().at();
        if (!tokens.takeIf("<")) {
            return new TypeSyntax.ResultOf(null, null, at);
        }
        @Nullable TypeSyntax ok = tokens.takeIf("_") ? null : type();
        @Nullable TypeSyntax err = tokens.takeIf(",") ? type() : null;
        tokens.expect(">", "after the types of the result");
        return new TypeSyntax.ResultOf(ok, err, at);
    }
}
