package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the Java type of a WIT record, variant, enum or flags. */
final class TypeWriter {

    private final JavaFiles files;
    private final TypeDefinition definition;
    private final String name;

    TypeWriter(JavaFiles files, TypeDefinition definition) {
        this.files = files;
        this.definition = definition;
        this.name = JavaNames.type(definition.name());
    }

    void write() {
        List<String> nested = new ArrayList<>();
        if (definition.shape() instanceof TypeDefinition.VariantShape variant) {
            variant.cases().forEach(each -> nested.add(JavaNames.type(each.name())));
            nested.add("Members");
        }
        JavaSource source = files.source(definition.owner(), definition.at().file(), nested);
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            new RecordWriter(files, source)
                    .write(definition, shape.fields());
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            variant(source, shape.cases());
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            enumeration(source, shape.cases(), "");
        } else if (definition.shape() instanceof TypeDefinition.FlagsShape shape) {
            enumeration(source, shape.flags(), "A value of the WIT flags is a set of these.");
        }
        files.add(files.packageOf(definition.owner()), name, source.render());
    }

    private void enumeration(JavaSource source, List<Member> cases, String note) {
        Annotations annotations = new Annotations(source, files.options());
        source.docs((definition.docs() + "\n\n" + note).strip());
        annotations.onType(Optional.empty(), definition.docs(), List.of()).forEach(source::line);
        source.open("public enum " + name + " {");
        String property = "@" + source.use(Annotations.JSON + "JsonProperty");
        for (int i = 0; i < cases.size(); i++) {
            Member each = cases.get(i);
            source.docs(each.docs());
            source.line(property + "(" + JavaSource.quoted(each.name()) + ")");
            source.line(JavaNames.constant(each.name()) + (i < cases.size() - 1 ? "," : ""));
            if (i < cases.size() - 1) {
                source.blank();
            }
        }
        source.close("}");
    }

    private void variant(JavaSource source, List<Member> cases) {
        Annotations annotations = new Annotations(source, files.options());
        List<String> classes = cases.stream()
                .map(each -> name + "." + JavaNames.type(each.name()) + ".class")
                .toList();
        source.docs(definition.docs());
        annotations
                .onType(Optional.empty(), definition.docs(), List.of("oneOf = {" + String.join(", ", classes) + "}"))
                .forEach(source::line);
        source.open("public sealed interface " + name + " {");
        for (Member each : cases) {
            source.blank();
            variantCase(source, each);
        }
        source.blank();
        boolean optionalPayload = cases.stream()
                .anyMatch(each -> each.type().map(Type::unaliased).orElse(null) instanceof Type.OptionOf);
        if (optionalPayload) {
            membersCreator(source, cases);
        } else {
            creator(source, cases);
        }
        source.close("}");
    }

    private void variantCase(JavaSource source, Member each) {
        String caseName = JavaNames.type(each.name());
        String schemaName = name + caseName;
        String docs = each.docs().isEmpty() ? "The case `" + each.name() + "`." : each.docs();
        if (each.type().isPresent()) {
            new RecordWriter(files, source)
                    .writeCase(definition, each, docs);
            return;
        }
        Annotations annotations = new Annotations(source, files.options());
        String empty = source.use(files.support("Empty"));
        source.docs(docs);
        if (files.options().http()) {
            annotations
                    .onType(Optional.of(schemaName), docs, List.of(annotations.closed()))
                    .forEach(source::line);
        }
        source.open("record " + caseName + "() implements " + name + " {").blank();
        source.line("@" + source.use(Annotations.JSON + "JsonProperty") + "(value = "
                + JavaSource.quoted(JavaNames.json(each.name())) + ", required = true)");
        if (files.options().http()) {
            String schema = source.use(Annotations.OPENAPI + "media.Schema");
            source.line("@" + schema + "(requiredMode = " + schema + ".RequiredMode.REQUIRED)");
        }
        source.open(empty + " member() {").line("return " + empty + ".INSTANCE;").close("}").close("}");
    }

    private void creator(JavaSource source, List<Member> cases) {
        String property = "@" + source.use(Annotations.JSON + "JsonProperty");
        List<String> parameters = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (Member each : cases) {
            String json = JavaNames.json(each.name());
            parameters.add(property + "(" + JavaSource.quoted(json) + ") " + nullable(source, each) + " "
                    + JavaNames.value(each.name()));
            named.add(JavaSource.quoted(json));
        }
        String values = source.use(files.support("WitValues"));
        source.docs("From JSON: exactly one member, named after its case.");
        source.line("@" + source.use(Annotations.JSON + "JsonCreator"));
        source.list("static " + name + " of(", parameters, ") {").indent();
        List<String> arguments = new ArrayList<>();
        arguments.add(JavaSource.quoted(definition.name()));
        for (int i = 0; i < cases.size(); i++) {
            arguments.add(named.get(i));
            arguments.add(JavaNames.value(cases.get(i).name()));
        }
        source.list(values + ".requireOneMember(", arguments, ");");
        for (int i = 0; i < cases.size() - 1; i++) {
            Member each = cases.get(i);
            source.open("if (" + JavaNames.value(each.name()) + " != null) {");
            source.line("return " + construction(each) + ";").close("}");
        }
        Member last = cases.get(cases.size() - 1);
        source.line("return " + lastConstruction(source, last) + ";").close("}");
    }

    private String construction(Member each) {
        String argument = each.type().isPresent() ? JavaNames.value(each.name()) : "";
        return "new " + JavaNames.type(each.name()) + "(" + argument + ")";
    }

    private String lastConstruction(JavaSource source, Member last) {
        return last.type().isPresent()
                ? "new " + JavaNames.type(last.name()) + "(" + source.use("java.util.Objects") + ".requireNonNull("
                        + JavaNames.value(last.name()) + "))"
                : construction(last);
    }

    private String nullable(JavaSource source, Member each) {
        return each.type()
                .map(type -> new JavaTypes(files, source).nullable(type))
                .orElseGet(() -> {
                    String empty = source.use(files.support("Empty"));
                    return "@" + source.use("org.jspecify.annotations.Nullable") + " " + empty;
                });
    }

    /** An empty option is {@code null} in JSON, so presence is told by setters, which are called for null, too. */
    private void membersCreator(JavaSource source, List<Member> cases) {
        String creator = source.use(Annotations.JSON + "JsonCreator");
        String quotedNames = String.join(
                ", ", cases.stream().map(each -> JavaSource.quoted(JavaNames.json(each.name()))).toList());
        source.docs("From JSON: exactly one member, named after its case.");
        source.line("@" + creator + "(mode = " + creator + ".Mode.DELEGATING)");
        source.open("static " + name + " of(Members members) {");
        source.line("return members.only();").close("}");
        String nullable = "@" + source.use("org.jspecify.annotations.Nullable");
        String values = source.use(files.support("WitValues"));
        source.blank().docs("The members met in JSON.").open("final class Members {").blank();
        source.line("private " + nullable + " " + name + " met;").blank();
        source.open("private void meet(" + name + " value) {");
        source.open("if (met != null) {")
                .line("throw " + values + ".notOneMember(" + JavaSource.quoted(definition.name()) + ", \"several\", "
                        + quotedNames + ");")
                .close("}");
        source.line("met = value;").close("}");
        source.blank().open("private " + name + " only() {").open("if (met == null) {");
        source.line("throw " + values + ".notOneMember(" + JavaSource.quoted(definition.name()) + ", \"none\", "
                        + quotedNames + ");")
                .close("}");
        source.line("return met;").close("}");
        for (Member each : cases) {
            String parameter = JavaNames.value(each.name());
            String type = each.type()
                    .map(new JavaTypes(files, source)::boxed)
                    .orElseGet(() -> source.use(files.support("Empty")));
            source.blank().line("@" + source.use(Annotations.JSON + "JsonProperty") + "("
                    + JavaSource.quoted(JavaNames.json(each.name())) + ")");
            source.open("void " + parameter + "(" + type + " " + parameter + ") {");
            if (each.type().isEmpty() || !types(each)) {
                source.line(values + ".required(" + parameter + ", "
                        + JavaSource.quoted(definition.name() + "." + each.name()) + ");");
            }
            source.line("meet(" + construction(each) + ");").close("}");
        }
        source.close("}");
    }

    /** Whether the case's own constructor refuses null. */
    private static boolean types(Member each) {
        return !(each.type().orElseThrow().unaliased() instanceof Type.Primitive primitive)
                || primitive == Type.Primitive.STRING;
    }
}
