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
            new RecordWriter(files, source).write(definition, shape.fields());
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
        annotations.type(definition.docs(), List.of()).forEach(source::line);
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
        if (definition.hasHandles()) {
            source.open("public sealed interface " + name + " {");
            for (Member each : cases) {
                source.blank();
                plainCase(source, each);
            }
            source.close("}");
            return;
        }
        annotations
                .type(definition.docs(), List.of("oneOf = {" + String.join(", ", classes) + "}"))
                .forEach(source::line);
        source.open("public sealed interface " + name + " {");
        for (Member each : cases) {
            source.blank();
            variantCase(source, each);
        }
        source.blank();
        creator(source, cases);
        source.close("}");
    }

    /** A case of a variant that has no form in JSON, since some case has a handle in it. */
    private void plainCase(JavaSource source, Member each) {
        if (each.type().isPresent()) {
            new RecordWriter(files, source).writeCase(definition, each);
        } else {
            source.docs(each.docs());
            source.line("record " + JavaNames.type(each.name()) + "() implements " + name + " {}");
        }
    }

    private void variantCase(JavaSource source, Member each) {
        String caseName = JavaNames.type(each.name());
        String schemaName = name + caseName;
        if (each.type().isPresent()) {
            new RecordWriter(files, source).writeCase(definition, each);
            return;
        }
        Annotations annotations = new Annotations(source, files.options());
        String empty = source.use(files.support("Empty"));
        source.docs(each.docs());
        annotations.object(Optional.of(schemaName), each.docs()).forEach(source::line);
        source.open("record " + caseName + "() implements " + name + " {").blank();
        source.line("@" + source.use(Annotations.JSON + "JsonProperty") + "(value = "
                + JavaSource.quoted(JavaNames.json(each.name())) + ", required = true)");
        source.open(empty + " member() {")
                .line("return " + empty + ".INSTANCE;")
                .close("}")
                .close("}");
    }

    /** An empty option is {@code null} in JSON, so presence is told by setters, which are called for null, too. */
    private void creator(JavaSource source, List<Member> cases) {
        String creator = source.use(Annotations.JSON + "JsonCreator");
        source.docs("From JSON: exactly one member, named after its case.");
        source.line("@" + creator + "(mode = " + creator + ".Mode.DELEGATING)");
        source.open("static " + name + " of(Members members) {")
                .line("return members.only();")
                .close("}");
        source.blank().docs("What was met in JSON.");
        source.open("final class Members extends " + source.use(files.support("OneMember")) + "<" + name + "> {");
        List<String> names = new ArrayList<>();
        names.add(JavaSource.quoted(definition.name()));
        cases.forEach(each -> names.add(JavaSource.quoted(JavaNames.json(each.name()))));
        source.blank().open("Members() {").list("super(", names, ");").close("}");
        cases.forEach(each -> setter(source, each));
        source.close("}");
    }

    private void setter(JavaSource source, Member each) {
        String parameter = JavaNames.value(each.name());
        String json = JavaSource.quoted(JavaNames.json(each.name()));
        String type = each.type()
                .map(new JavaTypes(files, source)::boxed)
                .orElseGet(() -> source.use(files.support("Empty")));
        source.blank().line("@" + source.use(Annotations.JSON + "JsonProperty") + "(" + json + ")");
        source.open("void " + parameter + "(" + type + " " + parameter + ") {");
        String required = source.use(files.support("WitValues")) + ".required(" + parameter + ", "
                + JavaSource.quoted(definition.name() + "." + each.name()) + ")";
        String made = "new " + JavaNames.type(each.name()) + "(";
        if (each.type().isEmpty()) {
            source.open("met(" + json + ", () -> {")
                    .line(required + ";")
                    .line("return " + made + ");")
                    .close("});");
        } else {
            source.code("met(" + json + ", () -> " + made + (unboxes(each) ? required : parameter) + "));");
        }
        source.close("}");
    }

    /** Whether null would fail before the case's own constructor could refuse it. */
    private static boolean unboxes(Member each) {
        return each.requiredType().unaliased() instanceof Type.Primitive primitive
                && primitive != Type.Primitive.STRING;
    }
}
