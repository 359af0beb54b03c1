package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.model.Type.Ownership;
import dev.paxoswasm.wit.syntax.FunctionSyntax;
import dev.paxoswasm.wit.syntax.FunctionSyntax.Kind;
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
        Map<String, Map<String, Position>> ofResources = new HashMap<>();
        for (FunctionSyntax function : syntax.functions()) {
            Name resource = function.resource();
            claim(
                    function.name(),
                    resource == null ? names : ofResources.computeIfAbsent(resource.text(), any -> new HashMap<>()));
        }
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
            case RESOURCE:
                return new TypeDefinition.ResourceShape();
            case ALIAS:
                return new TypeDefinition.Alias(type(Objects.requireNonNull(declaration.aliased())));
        }
        throw new IllegalStateException(declaration.kind().name());
    }

    private Function function(FunctionSyntax syntax) {
        Name resource = syntax.resource();
        Optional<TypeDefinition> owned = Optional.ofNullable(resource).map(name -> visible.get(name.text()));
        List<Member> parameters = new ArrayList<>(members(syntax.parameters()));
        Position at = syntax.name().at();
        Optional<Type> result = optional(syntax.result());
        if (syntax.kind() == Kind.METHOD) {
            parameters.add(0, self(owned.orElseThrow(), syntax));
        } else if (syntax.kind() == Kind.CONSTRUCTOR) {
            result = Optional.of(made(owned.orElseThrow(), result, at));
        }
        result.flatMap(type -> type.handles()
                        .filter(handle -> handle.ownership() == Ownership.BORROW)
                        .findFirst())
                .ifPresent(handle -> {
                    String name = handle.resource().name();
                    throw new WitException(
                            at,
                            "`" + syntax.name() + "` answers a `borrow<" + name
                                    + ">`, which is good for the time of a call only; it can answer `" + name + "`");
                });
        return new Function(
                syntax.kind(), owned, syntax.name().text(), List.copyOf(parameters), result, syntax.docs(), at);
    }

    private static Member self(TypeDefinition resource, FunctionSyntax method) {
        for (MemberSyntax parameter : method.parameters()) {
            if (parameter.name().text().equals("self")) {
                throw new WitException(
                        parameter.name().at(), "the name `self` is taken already, by the resource of the method");
            }
        }
        return new Member(
                "self",
                Optional.of(new Type.Handle(Ownership.BORROW, resource)),
                "",
                method.name().at());
    }

    /** What a constructor answers: the resource, or a result of it where it can fail. */
    private static Type made(TypeDefinition resource, Optional<Type> declared, Position at) {
        Type made = new Type.Handle(Ownership.OWN, resource);
        if (declared.isPresent()
                && !(declared.get().unaliased() instanceof Type.ResultOf result
                        && result.ok().filter(ok -> ok.unaliased().equals(made)).isPresent())) {
            throw new WitException(
                    at, "a constructor answers nothing else than `result<" + resource.name() + ", …>`, if it says so");
        }
        return declared.orElse(made);
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
        if (syntax instanceof TypeSyntax.OwnOf own) {
            return handle(Ownership.OWN, own.resource());
        }
        if (syntax instanceof TypeSyntax.BorrowOf borrow) {
            return handle(Ownership.BORROW, borrow.resource());
        }
        return named(((TypeSyntax.Named) syntax).name());
    }

    private Type handle(Ownership ownership, Name name) {
        if (named(name).unaliased() instanceof Type.Handle handle && handle.ownership() == Ownership.OWN) {
            return new Type.Handle(ownership, handle.resource());
        }
        throw new WitException(name.at(), "`" + name + "` is no resource, and only those have handles");
    }

    private static Type of(TypeDefinition definition) {
        return definition.shape() instanceof TypeDefinition.ResourceShape
                ? new Type.Handle(Ownership.OWN, definition)
                : new Type.Named(definition);
    }

    private Type named(Name name) {
        for (Type.Primitive primitive : Type.Primitive.values()) {
            if (primitive.wit().equals(name.text())) {
                return primitive;
            }
        }
        TypeDefinition known = visible.get(name.text());
        if (known != null) {
            return of(known);
        }
        TypeDeclaration declaration = declared.get(name.text());
        if (declaration == null) {
            throw new WitException(
                    name.at(),
                    "there is no type `" + name + "` in interface " + owner
                            + "; it must be declared there or taken from another interface with `use`");
        }
        return of(definition(declaration));
    }
}
