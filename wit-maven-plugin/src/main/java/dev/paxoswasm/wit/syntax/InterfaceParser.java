package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.syntax.TypeDeclaration.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the braces of an interface. */
final class InterfaceParser {

    static final String SUPPORTED = "`use`, `type`, `record`, `variant`, `enum`, `flags` and functions";

    private final TokenStream tokens;
    private final TypeParser types;
    private final List<UseSyntax> uses = new ArrayList<>();
    private final List<TypeDeclaration> declarations = new ArrayList<>();
    private final List<FunctionSyntax> functions = new ArrayList<>();

    InterfaceParser(TokenStream tokens) {
        this.tokens = tokens;
        this.types = new TypeParser(tokens);
    }

    InterfaceSyntax body(Name name, String docs) {
        tokens.expect("{", "after the interface's name");
        while (!tokens.takeIf("}")) {
            item();
        }
        return new InterfaceSyntax(name, List.copyOf(uses), List.copyOf(declarations), List.copyOf(functions), docs);
    }

    private void item() {
        String docs = Gates.skip(tokens);
        Token token = tokens.peek();
        if (token.kind() != Token.Kind.WORD) {
            if (token.kind() == Token.Kind.ESCAPED_NAME) {
                function(docs);
                return;
            }
            throw tokens.unexpected("an item of the interface (" + SUPPORTED + ") or `}`");
        }
        switch (token.text()) {
            case "use" -> uses.add(use());
            case "type" -> alias(docs);
            case "record" -> declare(Kind.RECORD, docs);
            case "variant" -> declare(Kind.VARIANT, docs);
            case "enum" -> declare(Kind.ENUM, docs);
            case "flags" -> declare(Kind.FLAGS, docs);
            case "resource" -> throw TokenStream.unsupported(token, "a `resource`", SUPPORTED);
            default -> function(docs);
        }
    }

    private UseSyntax use() {
        tokens.take();
        InterfacePath from = Paths.interfacePath(tokens);
        tokens.expect(".", "before the names of the used types");
        tokens.expect("{", "before the names of the used types");
        List<UseSyntax.Item> items = new ArrayList<>();
        do {
            if (tokens.peek().is("}") && !items.isEmpty()) {
                break;
            }
            Name name = tokens.name("the name of a used type");
            items.add(new UseSyntax.Item(name, tokens.takeIf("as") ? tokens.name("another name for it") : name));
        } while (tokens.takeIf(","));
        tokens.expect("}", "or `,` after the name of a used type");
        tokens.expect(";", "after `use`");
        return new UseSyntax(from, List.copyOf(items));
    }

    private void alias(String docs) {
        tokens.take();
        Name name = tokens.name("the name of the type");
        tokens.expect("=", "after the name of the type");
        TypeSyntax aliased = types.type();
        tokens.expect(";", "after the type");
        declarations.add(new TypeDeclaration(Kind.ALIAS, name, List.of(), aliased, docs));
    }

    private void declare(Kind kind, String docs) {
        String keyword = tokens.take().text();
        Name name = tokens.name("the name of the " + keyword);
        tokens.expect("{", "after the name of the " + keyword);
        List<MemberSyntax> members = new ArrayList<>();
        String member = kind == Kind.RECORD ? "field" : kind == Kind.FLAGS ? "flag" : "case";
        do {
            if (tokens.peek().is("}")) {
                break;
            }
            members.add(member(kind, member));
        } while (tokens.takeIf(","));
        if (members.isEmpty()) {
            throw tokens.unexpected("at least one " + member + " of the " + keyword);
        }
        tokens.expect("}", "or `,` after a " + member + " of the " + keyword);
        declarations.add(new TypeDeclaration(kind, name, List.copyOf(members), null, docs));
    }

    private MemberSyntax member(Kind kind, String what) {
        String docs = tokens.peek().docs();
        Name name = tokens.name("the name of a " + what + " or `}`");
        @Nullable TypeSyntax type = null;
        if (kind == Kind.RECORD) {
            tokens.expect(":", "after the name of the field");
            type = types.type();
        } else if (kind == Kind.VARIANT && tokens.takeIf("(")) {
            type = types.type();
            tokens.expect(")", "after the type that the case carries");
        }
        return new MemberSyntax(name, type, docs);
    }

    private void function(String docs) {
        Name name = tokens.name("an item of the interface (" + SUPPORTED + ") or `}`");
        tokens.expect(":", "after the name of the function");
        if (tokens.peek().is("async")) {
            throw TokenStream.unsupported(tokens.peek(), "an `async` function", "plain functions, `name: func(…)`");
        }
        tokens.expect("func", "after the name of the function and `:`");
        tokens.expect("(", "after `func`");
        List<MemberSyntax> parameters = new ArrayList<>();
        do {
            if (tokens.peek().is(")")) {
                break;
            }
            String parameterDocs = tokens.peek().docs();
            Name parameter = tokens.name("the name of a parameter or `)`");
            tokens.expect(":", "after the name of the parameter");
            parameters.add(new MemberSyntax(parameter, types.type(), parameterDocs));
        } while (tokens.takeIf(","));
        tokens.expect(")", "or `,` after a parameter");
        @Nullable TypeSyntax result = null;
        if (tokens.takeIf("->")) {
            if (tokens.peek().is("(")) {
                throw TokenStream.unsupported(tokens.peek(), "named results", "a single result type, `-> type`");
            }
            result = types.type();
        }
        tokens.expect(";", "after the function");
        functions.add(new FunctionSyntax(name, List.copyOf(parameters), result, docs));
    }
}
