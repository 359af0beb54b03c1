package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.WitException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one WIT file. */
public final class WitParser {

    private static final String SUPPORTED = "`package`, `interface` and `world`";

    private final TokenStream tokens;
    private final List<InterfaceSyntax> interfaces = new ArrayList<>();
    private final List<WorldSyntax> worlds = new ArrayList<>();

    private WitParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    /**
     * @param file how errors name the file
     * @throws WitException at the first place where the text is not WIT, or not the part of WIT that is supported
     */
    public static FileSyntax parse(String file, String text) {
        return new WitParser(new TokenStream(new Lexer(file, text).tokens())).file();
    }

    private FileSyntax file() {
        Token first = tokens.peek();
        @Nullable PackageName packageName = null;
        String docs = "";
        Position start = first.at();
        if (first.is("package")) {
            docs = first.docs();
            tokens.take();
            start = tokens.peek().at();
            packageName = Paths.packageName(tokens);
            if (tokens.peek().is("{")) {
                throw TokenStream.unsupported(tokens.peek(), "a nested package", "one package a file, `package a:b;`");
            }
            tokens.expect(";", "after the package");
        }
        while (tokens.peek().kind() != Token.Kind.END) {
            item();
        }
        return new FileSyntax(packageName, start, List.copyOf(interfaces), List.copyOf(worlds), docs);
    }

    private void item() {
        String docs = Gates.skip(tokens);
        Token token = tokens.peek();
        if (token.is("interface")) {
            tokens.take();
            interfaces.add(new InterfaceParser(tokens).body(tokens.name("the name of the interface"), docs));
        } else if (token.is("world")) {
            tokens.take();
            worlds.add(new WorldParser(tokens).body(tokens.name("the name of the world"), docs));
        } else if (token.is("use")) {
            throw TokenStream.unsupported(token, "`use` outside an interface", SUPPORTED + " at the top of a file");
        } else if (token.is("package")) {
            throw new WitException(token.at(), "met `package` again; it stands once, at the top of the file");
        } else {
            throw tokens.unexpected("`interface` or `world`");
        }
    }
}
