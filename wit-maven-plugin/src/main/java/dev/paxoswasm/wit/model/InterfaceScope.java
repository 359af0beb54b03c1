package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.syntax.FunctionSyntax;
import dev.paxoswasm.wit.syntax.InterfaceSyntax;
import dev.paxoswasm.wit.syntax.MemberSyntax;
import dev.paxoswasm.wit.syntax.Name;
import dev.paxoswasm.wit.syntax.Position;
import dev.paxoswasm.wit.syntax.TypeDeclaration;
import dev.paxoswasm.wit.syntax.TypeSyntax;
import dev.paxoswasm.wit.syntax.UseSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names within one interface, and what they mean. */
final class InterfaceScope {

    private final InterfaceName owner;
    private final Map<String, Position> names = new HashMap<>();
    private final Map<String, TypeDeclaration> declared = new LinkedHashMap<>();
    private final Map<String, TypeDefinition> visible = new LinkedHashMap<>();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Set<InterfaceName> uses = new LinkedHashSet<>();

    InterfaceScope(InterfaceName owner) {
        this.owner = owner;
    }

    void use(UseSyntax.Item item, ResolvedInterface from) {
        claim(item.as(), names);
        TypeDefinition definition = from.visible().get(item.name().text());
        if (definition == null) {
            throw new WitException(
                    item.name().at(),
                    "interface " + from.result().name() + " has no type `" + item.name() + "`; it has "
                            + String.join(", ", from.visible().keySet()));
        }
        uses.add(from.result().name());
        visible.put(item.as().text(), definition);
    }

    ResolvedInterface resolve(InterfaceSyntax syntax, String packageDocs) {
        for (TypeDeclaration type : syntax.types()) {
            claim(type.name(), names);
            declared.put(type.name().text(), type);
        }
        syntax.functions().forEach(function -> claim(function.name(), names));
        syntax.types().forEach(this::definition);
        List<TypeDefinition> types = visible.entrySet().stream()
                .filter(each -> declared.containsKey(each.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<Function> functions =
                syntax.functions().stream().map(this::function).toList();
        String docs = syntax.docs().isEmpty() ? packageDocs : syntax.docs();
        WitInterface result = new WitInterface(
                owner, types, functions, uses, docs, syntax.name().at());
        return new ResolvedInterface(result, visible);
    }

    private TypeDefinition definition(TypeDeclaration declaration) {
        String name = declaration.name().text();
        TypeDefinition known = visible.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw new WitException(
                    declaration.name().at(),
                    "type `" + name + "` contains itself: " + String.join(" -> ", underWay) + " -> " + name);
        }
        TypeDefinition definition = new TypeDefinition(
                owner,
                name,
                shape(declaration),
                declaration.docs(),
                declaration.name().at());
        underWay.remove(name);
        visible.put(name, definition);
        return definition;
    }

    private TypeDefinition.Shape shape(TypeDeclaration declaration) {
        switch (declaration.kind()) {
            case RECORD:
                return new TypeDefinition.RecordShape(members(declaration.members()));
            case VARIANT:
                return new TypeDefinition.VariantShape(members(declaration.members()));
            case ENUM:
                return new TypeDefinition.EnumShape(members(declaration.members()));
            case FLAGS:
                return new TypeDefinition.FlagsShape(members(declaration.members()));
            case ALIAS:
                return new TypeDefinition.Alias(type(Objects.requireNonNull(declaration.aliased())));
        }
        throw new IllegalStateException(declaration.kind().name());
    }

    private Function function(FunctionSyntax syntax) {
        return new Function(
                syntax.name().text(),
                members(syntax.parameters()),
                optional(syntax.result()),
                syntax.docs(),
                syntax.name().at());
    }

    private List<Member> members(List<MemberSyntax> members) {
        Map<String, Position> taken = new HashMap<>();
        List<Member> resolved = new ArrayList<>();
        for (MemberSyntax member : members) {
            claim(member.name(), taken);
            resolved.add(new Member(
                    member.name().text(),
                    optional(member.type()),
                    member.docs(),
                    member.name().at()));
        }
        return List.copyOf(resolved);
    }

    /** WIT names differ in more than case. */
    private static void claim(Name name, Map<String, Position> taken) {
        Position first = taken.putIfAbsent(name.text().toLowerCase(Locale.ROOT), name.at());
        if (first != null) {
            throw new WitException(name.at(), "the name `" + name + "` is taken already, at " + first);
        }
    }

    private Optional<Type> optional(@Nullable TypeSyntax syntax) {
        return Optional.ofNullable(syntax).map(this::type);
    }

    private Type type(TypeSyntax syntax) {
        if (syntax instanceof TypeSyntax.ListOf list) {
            return new Type.ListOf(type(list.element()));
        }
        if (syntax instanceof TypeSyntax.OptionOf option) {
            return new Type.OptionOf(type(option.element()));
        }
        if (syntax instanceof TypeSyntax.ResultOf result) {
            return new Type.ResultOf(optional(result.ok()), optional(result.err()));
        }
        if (syntax instanceof TypeSyntax.TupleOf tuple) {
            return new Type.TupleOf(tuple.elements().stream().map(this::type).toList());
        }
        return named(((TypeSyntax.Named) syntax).name());
    }

    private Type named(Name name) {
        for (Type.Primitive primitive : Type.Primitive.values()) {
            if (primitive.wit().equals(name.text())) {
                return primitive;
            }
        }
        TypeDefinition known = visible.get(name.text());
        if (known != null) {
            return new Type.Named(known);
        }
        TypeDeclaration declaration = declared.get(name.text());
        if (declaration == null) {
            throw new WitException(
                    name.at(),
                    "there is no type `" + name + "` in interface " + owner
                            + "; it must be declared there or taken from another interface with `use`");
        }
        return new Type.Named(definition(declaration));
    }
}
