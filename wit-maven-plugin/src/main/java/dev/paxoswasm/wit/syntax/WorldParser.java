package dev.paxoswasm.wit.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands between the braces of a world. */
final class WorldParser {

    private static final String SUPPORTED =
            "`import` and `export` of an interface that has a name, and `include` of a world";

    private final TokenStream tokens;

    WorldParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    WorldSyntax body(Name name, String docs) {
        List<InterfacePath> imports = new ArrayList<>();
        List<InterfacePath> exports = new ArrayList<>();
        List<InterfacePath> includes = new ArrayList<>();
        tokens.expect("{", "after the world's name");
        while (!tokens.takeIf("}")) {
            Gates.skip(tokens);
            Token token = tokens.peek();
            if (token.is("import")) {
                imports.add(item());
            } else if (token.is("export")) {
                exports.add(item());
            } else if (token.is("include")) {
                includes.add(include());
            } else if (token.is("use")
                    || token.is("type")
                    || token.is("record")
                    || token.is("variant")
                    || token.is("enum")
                    || token.is("flags")
                    || token.is("resource")) {
                throw TokenStream.unsupported(token, "`" + token.text() + "` in a world", SUPPORTED);
            } else {
                throw tokens.unexpected("`import`, `export`, `include` or `}`");
            }
        }
        return new WorldSyntax(name, List.copyOf(imports), List.copyOf(exports), List.copyOf(includes), docs);
    }

    private InterfacePath item() {
        tokens.take();
        boolean named = tokens.peek(1).is(":");
        Token inline = tokens.peek(2);
        if (named && (inline.is("func") || inline.is("interface") || inline.is("async"))) {
            throw TokenStream.unsupported(inline, "`" + inline.text() + "` directly in a world", SUPPORTED);
        }
        InterfacePath path = Paths.interfacePath(tokens);
        tokens.expect(";", "after the interface");
        return path;
    }

    private InterfacePath include() {
        tokens.take();
        InterfacePath path = Paths.interfacePath(tokens);
        if (tokens.peek().is("with")) {
            throw TokenStream.unsupported(tokens.peek(), "`with` after an `include`", SUPPORTED);
        }
        tokens.expect(";", "after the world");
        return path;
    }
}
