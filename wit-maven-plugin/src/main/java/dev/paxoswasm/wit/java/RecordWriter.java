package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a Java record: components with annotations, a constructor that checks, equality over content. */
final class RecordWriter {

    private final JavaFiles files;
    private final JavaSource source;
    private final JavaTypes types;
    private final Annotations annotations;

    RecordWriter(JavaFiles files, JavaSource source) {
        this.files = files;
        this.source = source;
        this.types = new JavaTypes(files, source);
        this.annotations = new Annotations(source, files.options());
    }

    void write(TypeDefinition definition, List<Member> fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        fields.forEach(field -> tags.put("@param " + JavaNames.value(field.name()), field.docs()));
        boolean onlyTags = definition.docs().isEmpty() && tags.values().stream().anyMatch(docs -> !docs.isEmpty());
        source.docs(onlyTags ? "The record `" + definition.name() + "`." : definition.docs(), tags);
        if (!definition.hasHandles()) {
            annotations.object(Optional.empty(), definition.docs()).forEach(source::line);
        }
        String name = JavaNames.type(definition.name());
        List<List<String>> components = new ArrayList<>();
        List<String> checks = new ArrayList<>();
        for (Member field : fields) {
            Type type = field.requiredType();
            components.add(
                    definition.hasHandles()
                            ? List.of(types.of(type) + " " + JavaNames.value(field.name()))
                            : annotations.component(field.name(), type, types.of(type), field.docs(), false));
            check(field, definition.name() + "." + field.name()).ifPresent(checks::add);
        }
        source.blocks("public record " + name + "(", components, ") {").indent();
        body(name, fields, checks);
        source.close("}");
    }

    /** The record of a variant's case: its one component says which case it is, so that it is always in JSON. */
    void writeCase(TypeDefinition variant, Member field) {
        String name = JavaNames.type(field.name());
        String variantName = JavaNames.type(variant.name());
        Type type = field.requiredType();
        source.docs(field.docs());
        List<String> component = List.of(types.of(type) + " " + JavaNames.value(field.name()));
        if (!variant.hasHandles()) {
            annotations.object(Optional.of(variantName + name), field.docs()).forEach(source::line);
            component = annotations.component(field.name(), type, types.of(type), "", true);
        }
        String oneLine = "record " + name + "(" + String.join(" ", component) + ") implements " + variantName + " {";
        if (source.fits(0, oneLine)) {
            source.open(oneLine);
        } else {
            source.blocks("record " + name + "(", List.of(component), ") implements " + variantName + " {")
                    .indent();
        }
        body(
                name,
                List.of(field),
                check(field, variant.name() + "." + field.name()).stream().toList());
        source.close("}");
    }

    private Optional<String> check(Member field, String label) {
        return new Checks(files, source).statement(field.requiredType(), JavaNames.value(field.name()), label);
    }

    private void body(String name, List<Member> fields, List<String> checks) {
        if (!checks.isEmpty()) {
            source.blank().open("public " + name + " {");
            checks.forEach(source::code);
            source.close("}");
        }
        if (fields.stream().anyMatch(field -> holdsBytes(field.requiredType()))) {
            contentMethods(name, fields);
        }
    }

    private void contentMethods(String name, List<Member> fields) {
        String values = source.use(files.support("WitValues"));
        List<String> names =
                fields.stream().map(field -> JavaNames.value(field.name())).toList();
        source.blank()
                .line("@Override")
                .open("public boolean equals(@" + source.use("org.jspecify.annotations.Nullable") + " Object other) {");
        source.line("return other instanceof " + name + " that");
        for (int i = 0; i < names.size(); i++) {
            Type type = fields.get(i).requiredType();
            String component = names.get(i);
            source.line("        && " + comparison(type, component) + (i == names.size() - 1 ? ";" : ""));
        }
        source.close("}");
        source.blank().line("@Override").open("public int hashCode() {");
        source.list("return " + values + ".hash(", names, ");").close("}");
        List<String> parts = new ArrayList<>();
        parts.add(JavaSource.quoted(name));
        names.forEach(component -> parts.add(JavaSource.quoted(component) + ", " + component));
        source.blank().line("@Override").open("public String toString() {");
        source.list("return " + values + ".describe(", parts, ");").close("}");
    }

    private String comparison(Type type, String component) {
        if (holdsBytes(type)) {
            return source.use(files.support("WitValues")) + ".equal(" + component + ", that." + component + ")";
        }
        return switch (types.of(type)) {
            case "boolean", "int", "long" -> component + " == that." + component;
            case "float", "double" -> types.boxed(type) + ".compare(" + component + ", that." + component + ") == 0";
            default -> component + ".equals(that." + component + ")";
        };
    }

    /** Whether a value has a {@code byte[]} in it that no generated record compares by content. */
    private static boolean holdsBytes(Type declared) {
        Type type = declared.unaliased();
        if (type.bytes()) {
            return true;
        }
        if (type instanceof Type.ListOf list) {
            return holdsBytes(list.element());
        }
        return type instanceof Type.OptionOf option && holdsBytes(option.element());
    }
}
