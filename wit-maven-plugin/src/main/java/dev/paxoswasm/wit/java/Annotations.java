package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.Type.Primitive;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jackson's and, where an interface is served over HTTP, OpenAPI's annotations. */
final class Annotations {

    static final String JSON = "com.fasterxml.jackson.annotation.";
    static final String OPENAPI = "io.swagger.v3.oas.annotations.";

    private final JavaSource source;
    private final JavaOptions options;
    private final Beginnings beginnings;

    Annotations(JavaSource source, JavaOptions options) {
        this.source = source;
        this.options = options;
        beginnings = new Beginnings(options);
    }

    /**
     * The lines of a record component with its annotations.
     *
     * @param alwaysPresent whether an empty option is written as null, and not left out
     */
    List<String> component(String wit, Type type, String javaType, String docs, boolean alwaysPresent) {
        List<String> lines = new ArrayList<>();
        boolean optional = !alwaysPresent && type.unaliased() instanceof Type.OptionOf;
        String name = JavaNames.value(wit);
        String json = JavaNames.json(wit);
        List<String> property = new ArrayList<>();
        if (!name.equals(json)) {
            property.add("value = " + JavaSource.quoted(json));
        }
        if (!optional) {
            property.add("required = true");
        }
        if (!property.isEmpty()) {
            lines.add("@" + source.use(JSON + "JsonProperty") + "(" + String.join(", ", property) + ")");
        }
        if (type.unaliased() instanceof Type.OptionOf) {
            String include = source.use(JSON + "JsonInclude");
            lines.add("@" + include + "(" + include + ".Include." + (optional ? "NON_ABSENT" : "ALWAYS") + ")");
        }
        if (options.http()) {
            lines.addAll(schema(wit, type, docs, alwaysPresent));
        }
        lines.add(javaType + " " + name);
        return lines;
    }

    private List<String> schema(String wit, Type type, String docs, boolean alwaysPresent) {
        List<List<String>> attributes = new ArrayList<>();
        description(docs).ifPresent(attributes::add);
        Type declared = type;
        if (type.unaliased() instanceof Type.OptionOf option) {
            if (alwaysPresent) {
                attributes.add(List.of("nullable = true"));
            }
            declared = option.element();
        }
        if (declared.unaliased() instanceof Type.ListOf list && !declared.bytes()) {
            return arraySchema(list.element(), beginnings.notEmpty(docs), attributes);
        }
        attributes.addAll(shape(declared, beginnings.fromOne(wit, declared, docs)));
        return attributes.isEmpty() ? List.of() : annotation("@" + source.use(OPENAPI + "media.Schema"), attributes);
    }

    private List<String> arraySchema(Type element, boolean notEmpty, List<List<String>> attributes) {
        String schema = "@" + source.use(OPENAPI + "media.Schema");
        List<List<String>> parts = new ArrayList<>();
        if (notEmpty) {
            parts.add(List.of("minItems = 1"));
        }
        if (!attributes.isEmpty()) {
            parts.add(prefixed("arraySchema = ", annotation(schema, attributes)));
        }
        List<List<String>> shape = shape(element, beginnings.fromOne(element));
        if (!shape.isEmpty()) {
            parts.add(prefixed("schema = ", annotation(schema, shape)));
        }
        return parts.isEmpty() ? List.of() : annotation("@" + source.use(OPENAPI + "media.ArraySchema"), parts);
    }

    private List<String> prefixed(String prefix, List<String> lines) {
        if (lines.size() == 1) {
            return Wrapping.wrap(prefix + lines.get(0), JavaSource.WIDTH - source.column() - 20);
        }
        List<String> all = new ArrayList<>(lines);
        all.set(0, prefix + all.get(0));
        return all;
    }

    /** What the schema of a type must say beyond its Java type. */
    private List<List<String>> shape(Type declared, boolean fromOne) {
        Type type = declared.unaliased();
        if (type.bytes()) {
            return List.of(List.of("type = \"string\""), List.of("format = \"byte\""));
        }
        List<List<String>> attributes = new ArrayList<>();
        if (type instanceof Primitive primitive) {
            bounds(primitive, fromOne).forEach(bound -> attributes.add(List.of(bound)));
        }
        return attributes;
    }

    /** {@code minimum} and {@code maximum} of a parameter that is an integer. */
    List<String> bounds(Type type) {
        return bounds((Primitive) type.unaliased(), beginnings.fromOne(type));
    }

    private List<String> bounds(Primitive primitive, boolean fromOne) {
        if (!primitive.integer()) {
            return List.of();
        }
        boolean signed = primitive.name().startsWith("S");
        int bits = Integer.parseInt(primitive.name().substring(1));
        if (signed && bits >= 32) {
            return fromOne ? List.of("minimum = \"1\"") : List.of();
        }
        BigInteger end = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        BigInteger largest = end.subtract(BigInteger.ONE).min(BigInteger.valueOf(options.largestInteger()));
        return List.of(
                "minimum = \"" + (fromOne ? BigInteger.ONE : signed ? end.negate() : BigInteger.ZERO) + "\"",
                "maximum = \"" + largest + "\"");
    }

    Optional<List<String>> description(String docs) {
        return attribute("description", Docs.description(docs));
    }

    /** {@code name = "text"}, on as many lines as it takes. */
    Optional<List<String>> attribute(String name, String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int width = JavaSource.WIDTH - source.column() - 44;
        if (JavaSource.quoted(text).length() <= width - name.length()) {
            return Optional.of(List.of(name + " = " + JavaSource.quoted(text)));
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + " =");
        JavaSource.literal(text, width).forEach(literal -> lines.add("        " + literal));
        return Optional.of(lines);
    }

    /** An annotation on one line if its attributes fit, otherwise an attribute a line. */
    List<String> annotation(String name, List<List<String>> attributes) {
        if (attributes.isEmpty()) {
            return List.of(name);
        }
        boolean flat = attributes.stream().allMatch(lines -> lines.size() == 1);
        String joined = name + "("
                + String.join(
                        ", ", attributes.stream().map(lines -> lines.get(0)).toList()) + ")";
        if (flat && source.fits(2, joined)) {
            return List.of(joined);
        }
        List<String> lines = new ArrayList<>();
        lines.add(name + "(");
        for (int i = 0; i < attributes.size(); i++) {
            List<String> attribute = attributes.get(i);
            for (int j = 0; j < attribute.size(); j++) {
                boolean last = j == attribute.size() - 1;
                lines.add("        " + attribute.get(j) + (!last ? "" : i < attributes.size() - 1 ? "," : ")"));
            }
        }
        return lines;
    }

    /** {@code @Schema} on a class of objects: its name, if it differs from the class's; no other members. */
    List<String> object(Optional<String> name, String docs) {
        if (!options.http()) {
            return List.of();
        }
        String schema = source.use(OPENAPI + "media.Schema");
        List<List<String>> attributes = new ArrayList<>();
        name.ifPresent(given -> attributes.add(List.of("name = " + JavaSource.quoted(given))));
        description(docs).ifPresent(attributes::add);
        attributes.add(List.of("additionalProperties = " + schema + ".AdditionalPropertiesValue.FALSE"));
        return annotation("@" + schema, attributes);
    }

    /** {@code @Schema} on any other type, if there is anything to say. */
    List<String> type(String docs, List<String> more) {
        List<List<String>> attributes = new ArrayList<>();
        description(docs).ifPresent(attributes::add);
        more.forEach(attribute -> attributes.add(Wrapping.wrap(attribute, JavaSource.WIDTH - source.column() - 12)));
        return attributes.isEmpty() || !options.http()
                ? List.of()
                : annotation("@" + source.use(OPENAPI + "media.Schema"), attributes);
    }
}
