package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.WitException;
import java.util.regex.Pattern;

/** Reads names of packages and references to interfaces. */
final class Paths {

    private static final Pattern VERSION = Pattern.compile(
            "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?");

    private Paths() {}

    /** {@code namespace:name@version}, the version optional. */
    static PackageName packageName(TokenStream tokens) {
        String namespace = tokens.name("the namespace of the package").text();
        tokens.expect(":", "after the namespace of the package");
        String name = tokens.name("the name of the package").text();
        return new PackageName(namespace, name, tokens.takeIf("@") ? version(tokens) : "");
    }

    /** {@code interface} or {@code namespace:package/interface@version}, the version optional. */
    static InterfacePath interfacePath(TokenStream tokens) {
        Name first = tokens.name("the name of an interface");
        if (!tokens.takeIf(":")) {
            return new InterfacePath(null, first);
        }
        String packageName = tokens.name("the name of the package").text();
        tokens.expect("/", "after the name of the package");
        Name name = tokens.name("the name of an interface");
        String version = tokens.takeIf("@") ? version(tokens) : "";
        return new InterfacePath(new PackageName(first.text(), packageName, version), name);
    }

    /** A version of Semantic Versioning; it ends where a token is no part of one. */
    static String version(TokenStream tokens) {
        Position at = tokens.peek().at();
        StringBuilder version = new StringBuilder();
        while (true) {
            Token token = tokens.peek();
            boolean touches = version.isEmpty() || isNext(at, version.length(), token.at());
            boolean beginsUseList = token.is(".") && tokens.peek(1).is("{");
            boolean part = token.kind() == Token.Kind.NUMBER
                    || token.kind() == Token.Kind.WORD
                    || token.is(".")
                    || token.is("-")
                    || token.is("+");
            if (!touches || !part || beginsUseList) {
                break;
            }
            version.append(tokens.take().text());
        }
        if (!VERSION.matcher(version).matches()) {
            throw new WitException(
                    at,
                    "expected a version such as `0.1.0`, met "
                            + (version.isEmpty() ? tokens.peek().shown() : "`" + version + "`"));
        }
        return version.toString();
    }

    private static boolean isNext(Position start, int length, Position position) {
        return position.line() == start.line() && position.column() == start.column() + length;
    }
}
