package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes types as values of the runtime's {@code WitType}: constants of an {@code …Abi} class, and what refers to them.
 */
final class WitTypes {

    private final JavaFiles files;
    private final JavaSource source;
    private final InterfaceName within;
    private final String witType;

    /** @param within the interface whose {@code …Abi} class is written; its constants are named by themselves */
    WitTypes(JavaFiles files, JavaSource source, InterfaceName within) {
        this.files = files;
        this.source = source;
        this.within = within;
        this.witType = source.use("dev.paxoswasm.component.type.WitType");
    }

    void constants(WitInterface owner) {
        owner.types().forEach(this::constant);
        owner.functions().forEach(this::constant);
    }

    private void constant(TypeDefinition definition) {
        String head = "public static final " + witType + " " + name(definition) + " = " + witType;
        List<String> parts = new ArrayList<>();
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            shape.fields().forEach(field -> parts.add(field(field)));
            source.blank().list(head + ".record(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            for (Member each : shape.cases()) {
                String payload =
                        each.type().map(type -> ", " + expression(type)).orElse("");
                parts.add(witType + ".variantCase(" + JavaSource.quoted(each.name()) + payload + ")");
            }
            source.blank().list(head + ".variant(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            shape.cases().forEach(each -> parts.add(JavaSource.quoted(each.name())));
            source.blank().list(head + ".enumeration(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.FlagsShape shape) {
            shape.flags().forEach(each -> parts.add(JavaSource.quoted(each.name())));
            source.blank().list(head + ".flags(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.ResourceShape) {
            String resource = source.use(JavaFiles.HOST_RESOURCE);
            String java = source.use(files.qualified(definition));
            source.blank()
                    .docs("The resource type `" + definition.name() + "`: of the host where the host offers it,"
                            + " otherwise the name of a component's.");
            source.code("public static final " + resource + "<" + java + "> " + resourceName(definition) + " = "
                    + resource + ".closing(" + JavaSource.quoted(definition.name()) + ", " + java + ".class);");
        }
    }

    private String field(Member member) {
        return witType + ".field(" + JavaSource.quoted(member.name()) + ", " + expression(member.requiredType()) + ")";
    }

    static String name(TypeDefinition definition) {
        return JavaNames.constant(definition.name()) + "_TYPE";
    }

    static String resourceName(TypeDefinition resource) {
        return JavaNames.constant(resource.name()) + "_RESOURCE";
    }

    /** The expression of a resource's constant. */
    static String resource(JavaFiles files, JavaSource source, TypeDefinition resource) {
        return source.use(files.abi(resource.owner())) + "." + resourceName(resource);
    }

    static String name(Function function) {
        return JavaNames.constant(function.label()) + "_FUNCTION";
    }

    private void constant(Function function) {
        String functionType = source.use("dev.paxoswasm.component.type.FunctionType");
        String head = "static final " + functionType + " " + name(function) + " = " + functionType + ".of(";
        List<String> parameters =
                function.parameters().stream().map(this::field).toList();
        String result = function.result().map(this::expression).orElse("null");
        String whole = source.use("java.util.List") + ".of(" + String.join(", ", parameters) + ")";
        source.blank().list(head, List.of(whole, result), ");");
    }

    /** The expression of a type. */
    String expression(Type type) {
        if (type instanceof Primitive primitive) {
            return witType + "." + primitive.name();
        }
        if (type instanceof Type.ListOf list) {
            return witType + ".list(" + expression(list.element()) + ")";
        }
        if (type instanceof Type.OptionOf option) {
            return witType + ".option(" + expression(option.element()) + ")";
        }
        if (type instanceof Type.ResultOf result) {
            return witType + ".result(" + result.ok().map(this::expression).orElse("null") + ", "
                    + result.err().map(this::expression).orElse("null") + ")";
        }
        if (type instanceof Type.TupleOf tuple) {
            return tuple(tuple.elements());
        }
        if (type instanceof Type.Handle handle) {
            String resource = handle.resource().owner().equals(within)
                    ? resourceName(handle.resource())
                    : resource(files, source, handle.resource());
            return witType + "." + handle.ownership().wit() + "(" + resource + ".type())";
        }
        TypeDefinition definition = ((Type.Named) type).definition();
        if (definition.shape() instanceof TypeDefinition.Alias alias) {
            return expression(alias.type());
        }
        return definition.owner().equals(within)
                ? name(definition)
                : source.use(files.abi(definition.owner())) + "." + name(definition);
    }

    String tuple(List<Type> elements) {
        return witType + ".tuple("
                + String.join(", ", elements.stream().map(this::expression).toList()) + ")";
    }
}
