package dev.paxoswasm.wit.syntax;

import dev.paxoswasm.wit.syntax.FunctionSyntax.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what stands between the braces of an interface. */
final class InterfaceParser {

    static final String SUPPORTED = "`use`, `type`, `record`, `variant`, `enum`, `flags`, `resource` and functions";

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
            case "record" -> declare(TypeDeclaration.Kind.RECORD, docs);
            case "variant" -> declare(TypeDeclaration.Kind.VARIANT, docs);
            case "enum" -> declare(TypeDeclaration.Kind.ENUM, docs);
            case "flags" -> declare(TypeDeclaration.Kind.FLAGS, docs);
            case "resource" -> resource(docs);
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
        declarations.add(new TypeDeclaration(TypeDeclaration.Kind.ALIAS, name, List.of(), aliased, docs));
    }

    private void declare(TypeDeclaration.Kind kind, String docs) {
        String keyword = tokens.take().text();
        Name name = tokens.name("the name of the " + keyword);
        tokens.expect("{", "after the name of the " + keyword);
        List<MemberSyntax> members = new ArrayList<>();
        String member =
                kind == TypeDeclaration.Kind.RECORD ? "field" : kind == TypeDeclaration.Kind.FLAGS ? "flag" : "case";
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

    private MemberSyntax member(TypeDeclaration.Kind kind, String what) {
        String docs = tokens.peek().docs();
        Name name = tokens.name("the name of a " + what + " or `}`");
        @Nullable TypeSyntax type = null;
        if (kind == TypeDeclaration.Kind.RECORD) {
            tokens.expect(":", "after the name of the field");
            type = types.type();
        } else if (kind == TypeDeclaration.Kind.VARIANT && tokens.takeIf("(")) {
            type = types.type();
            tokens.expect(")", "after the type that the case carries");
        }
        return new MemberSyntax(name, type, docs);
    }

    private void function(String docs) {
        Name name = tokens.name("an item of the interface (" + SUPPORTED + ") or `}`");
        tokens.expect(":", "after the name of the function");
        function(Kind.FREE, null, name, docs);
    }

    private void resource(String docs) {
        tokens.take();
        Name name = tokens.name("the name of the resource");
        declarations.add(new TypeDeclaration(TypeDeclaration.Kind.RESOURCE, name, List.of(), null, docs));
        if (tokens.takeIf(";")) {
            return;
        }
        tokens.expect("{", "or `;` after the name of the resource");
        while (!tokens.takeIf("}")) {
            ofResource(name);
        }
    }

    private void ofResource(Name resource) {
        String docs = Gates.skip(tokens);
        Token token = tokens.peek();
        if (token.is("constructor")) {
            tokens.take();
            signature(Kind.CONSTRUCTOR, resource, new Name("constructor", token.at()), docs);
            return;
        }
        Name name = tokens.name("`constructor`, the name of a function of the resource, or `}`");
        tokens.expect(":", "after the name of the function");
        function(tokens.takeIf("static") ? Kind.STATIC : Kind.METHOD, resource, name, docs);
    }

    private void function(Kind kind, @Nullable Name resource, Name name, String docs) {
        if (tokens.peek().is("async")) {
            throw TokenStream.unsupported(tokens.peek(), "an `async` function", "plain functions, `name: func(…)`");
        }
        tokens.expect("func", "after the name of the function and `:`");
        signature(kind, resource, name, docs);
    }

    private void signature(Kind kind, @Nullable Name resource, Name name, String docs) {
        tokens.expect("(", kind == Kind.CONSTRUCTOR ? "after `constructor`" : "after `func`");
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
        functions.add(new FunctionSyntax(kind, resource, name, List.copyOf(parameters), result, docs));
    }
}
