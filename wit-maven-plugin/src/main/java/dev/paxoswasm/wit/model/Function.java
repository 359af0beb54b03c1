package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.FunctionSyntax.Kind;
import dev.paxoswasm.wit.syntax.Position;
import java.util.List;
import java.util.Optional;

/**
 * A function of an interface, or of a resource in it.
 *
 * @param resource the resource that it belongs to, if it belongs to one
 * @param plainName as it is written; {@code constructor} for a constructor
 * @param parameters of a method, itself the first
 */
public record Function(
        Kind kind,
        Optional<TypeDefinition> resource,
        String plainName,
        List<Member> parameters,
        Optional<Type> result,
        String docs,
        Position at) {

    /** As a component binary spells it, such as {@code [method]file.read}. */
    public String name() {
        return switch (kind) {
            case FREE -> plainName;
            case CONSTRUCTOR -> "[constructor]" + resourceName();
            case METHOD -> "[method]" + resourceName() + "." + plainName;
            case STATIC -> "[static]" + resourceName() + "." + plainName;
        };
    }

    /** One kebab-case name among all functions of the interface, such as {@code file-read}. */
    public String label() {
        return switch (kind) {
            case FREE -> plainName;
            case CONSTRUCTOR -> "new-" + resourceName();
            case METHOD, STATIC -> resourceName() + "-" + plainName;
        };
    }

    public boolean isMethod() {
        return kind == Kind.METHOD;
    }

    /** What is passed beside the object whose method it is. */
    public List<Member> plainParameters() {
        return isMethod() ? parameters.subList(1, parameters.size()) : parameters;
    }

    private String resourceName() {
        return resource.orElseThrow().name();
    }
}
