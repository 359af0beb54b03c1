package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;

/** Writes the class that holds an interface's WIT types and converts its values. */
final class ValuesWriter {

    private final JavaFiles files;
    private final WitInterface owner;
    private final JavaSource source;
    private final Conversions conversions;
    private final String witType;

    ValuesWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
        this.source = files.source(owner);
        this.conversions = new Conversions(files, source, owner.name());
        this.witType = source.use("dev.paxoswasm.component.type.WitType");
    }

    void write() {
        String name = JavaNames.type(owner.name().name()) + "Values";
        source.docs("What generated bindings need of `" + owner.name()
                + "`: its types, and conversions between Java objects"
                + " and the values that a component takes (`lower…`) and gives (`lift…`).");
        source.open("public final class " + name + " {").blank();
        source.docs("The name of the interface in a component.");
        source.line("public static final String NAME = "
                + JavaSource.quoted(owner.name().toString()) + ";");
        owner.types().forEach(this::typeConstant);
        owner.functions().forEach(this::functionConstant);
        functions();
        source.blank().line("private " + name + "() {}");
        owner.types().forEach(this::conversions);
        source.close("}");
        files.add(files.packageOf(owner.name()), name, source.render());
    }

    private void typeConstant(TypeDefinition definition) {
        String head = "public static final " + witType + " " + Conversions.typeConstant(definition) + " = " + witType;
        List<String> parts = new ArrayList<>();
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            shape.fields().forEach(field -> parts.add(field(field)));
            source.blank().list(head + ".record(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            for (Member each : shape.cases()) {
                String payload = each.type()
                        .map(type -> ", " + conversions.witType(type))
                        .orElse("");
                parts.add(witType + ".variantCase(" + JavaSource.quoted(each.name()) + payload + ")");
            }
            source.blank().list(head + ".variant(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            shape.cases().forEach(each -> parts.add(JavaSource.quoted(each.name())));
            source.blank().list(head + ".enumeration(", parts, ");");
        } else if (definition.shape() instanceof TypeDefinition.FlagsShape shape) {
            shape.flags().forEach(each -> parts.add(JavaSource.quoted(each.name())));
            source.blank().list(head + ".flags(", parts, ");");
        }
    }

    private String field(Member member) {
        return witType + ".field(" + JavaSource.quoted(member.name()) + ", "
                + conversions.witType(member.requiredType()) + ")";
    }

    static String constant(Function function) {
        return JavaNames.constant(function.name()) + "_FUNCTION";
    }

    private void functionConstant(Function function) {
        String functionType = source.use("dev.paxoswasm.component.type.FunctionType");
        String head = "static final " + functionType + " " + constant(function) + " = " + functionType + ".of(";
        String list = source.use("java.util.List");
        List<String> parameters =
                function.parameters().stream().map(this::field).toList();
        String result = function.result().map(conversions::witType).orElse("null");
        String whole = list + ".of(" + String.join(", ", parameters) + ")";
        source.blank().list(head, List.of(whole, result), ");");
    }

    private void functions() {
        String functionType = source.use("dev.paxoswasm.component.type.FunctionType");
        String map = source.use("java.util.Map");
        List<String> entries = owner.functions().stream()
                .map(function -> map + ".entry(" + JavaSource.quoted(function.name()) + ", " + constant(function) + ")")
                .toList();
        source.blank().docs("The type of each function, in the order of the interface.");
        String head = "public static final " + map + "<String, " + functionType + "> FUNCTIONS = ";
        if (entries.isEmpty()) {
            source.line(head + map + ".of();");
        } else {
            source.list(head + source.use(files.support("WitBinding")) + ".ordered(", entries, ");");
        }
    }

    private void conversions(TypeDefinition definition) {
        String type = JavaNames.type(definition.name());
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            record(type, source.use(files.qualified(definition)), shape.fields());
        } else if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            variant(type, source.use(files.qualified(definition)), shape.cases());
        } else if (definition.shape() instanceof TypeDefinition.EnumShape shape) {
            enumeration(type, source.use(files.qualified(definition)), shape.cases());
        } else if (definition.shape() instanceof TypeDefinition.FlagsShape) {
            flags(type, source.use(files.qualified(definition)));
        }
    }

    private void record(String type, String name, List<Member> fields) {
        source.blank().open("public static Object[] lower" + type + "(" + name + " value) {");
        List<String> lowered = new ArrayList<>();
        List<String> lifted = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Member field = fields.get(i);
            lowered.add(conversions.lower(field.requiredType(), "value." + JavaNames.value(field.name()) + "()"));
            lifted.add(conversions.lift(field.requiredType(), "fields[" + i + "]"));
        }
        source.list("return new Object[] {", lowered, "};").close("}");
        source.blank().open("public static " + name + " lift" + type + "(Object value) {");
        source.line("Object[] fields = (Object[]) value;");
        source.list("return new " + name + "(", lifted, ");").close("}");
    }

    private void variant(String type, String name, List<Member> cases) {
        String variantValue = source.use("dev.paxoswasm.component.VariantValue");
        source.blank().open("public static " + variantValue + " lower" + type + "(" + name + " value) {");
        source.open("return switch (value) {");
        for (int i = 0; i < cases.size(); i++) {
            Member each = cases.get(i);
            String payload = each.type()
                    .map(present -> conversions.lower(present, "it." + JavaNames.value(each.name()) + "()"))
                    .orElse("null");
            String variable = each.type().isPresent() ? " it" : " empty";
            source.code("case " + name + "." + JavaNames.type(each.name()) + variable + " -> new " + variantValue + "("
                    + i + ", " + payload + ");");
        }
        source.close("};").close("}");
        source.blank().open("public static " + name + " lift" + type + "(Object value) {");
        source.line(variantValue + " variant = (" + variantValue + ") value;");
        source.open("return switch (variant.caseIndex()) {");
        for (int i = 0; i < cases.size(); i++) {
            Member each = cases.get(i);
            String payload = source.use(files.support("WitValues")) + ".payload(variant)";
            String argument = each.type()
                    .map(present -> conversions.lift(present, payload))
                    .orElse("");
            source.code("case " + i + " -> new " + name + "." + JavaNames.type(each.name()) + "(" + argument + ");");
        }
        source.line("default -> throw " + source.use(files.support("WitValues")) + ".noSuchCase(variant.caseIndex());");
        source.close("};").close("}");
    }

    private void enumeration(String type, String name, List<Member> cases) {
        source.blank().open("public static Integer lower" + type + "(" + name + " value) {");
        source.open("return switch (value) {");
        for (int i = 0; i < cases.size(); i++) {
            source.line("case " + JavaNames.constant(cases.get(i).name()) + " -> " + i + ";");
        }
        source.close("};").close("}");
        source.blank().open("public static " + name + " lift" + type + "(Object value) {");
        source.line("int index = (int) value;");
        source.open("return switch (index) {");
        for (int i = 0; i < cases.size(); i++) {
            source.line("case " + i + " -> " + name + "."
                    + JavaNames.constant(cases.get(i).name()) + ";");
        }
        source.line("default -> throw " + source.use(files.support("WitValues")) + ".noSuchCase(index);");
        source.close("};").close("}");
    }

    private void flags(String type, String name) {
        String set = source.use("java.util.Set") + "<" + name + ">";
        String values = source.use(files.support("WitValues"));
        source.blank().open("public static Object lower" + type + "(" + set + " value) {");
        source.line("return " + values + ".lowerFlags(value);").close("}");
        source.blank().open("public static " + set + " lift" + type + "(Object value) {");
        source.line("return " + values + ".liftFlags(value, " + name + ".values());")
                .close("}");
    }
}
