package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the HTTP face of an interface: one operation a function, as Spring MVC and OpenAPI annotations. */
final class HttpWriter {

    private static final String SPRING = "org.springframework.web.bind.annotation.";

    private final JavaFiles files;
    private final WitInterface owner;
    private final JavaSource source;
    private final JavaTypes types;
    private final Annotations annotations;
    private final String name;

    HttpWriter(JavaFiles files, WitInterface owner) {
        this.files = files;
        this.owner = owner;
        this.source = files.source(owner);
        this.types = new JavaTypes(files, source);
        this.annotations = new Annotations(source, files.options());
        this.name = JavaNames.type(owner.name().name());
    }

    void write() {
        source.docs("`" + owner.name() + "` over HTTP: one operation a function.");
        List<List<String>> tag = new ArrayList<>();
        tag.add(List.of("name = " + JavaSource.quoted(owner.name().name())));
        annotations.description(owner.docs()).ifPresent(tag::add);
        annotations
                .annotation("@" + source.use(Annotations.OPENAPI + "tags.Tag"), tag)
                .forEach(source::line);
        source.open("public interface " + name + "Http extends " + name + " {");
        owner.functions().forEach(this::operation);
        source.close("}");
        files.add(files.packageOf(owner.name()), name + "Http", source.render());
    }

    private void operation(Function function) {
        Signature signature = Signature.of(function);
        source.blank().line("@Override");
        annotations.annotation(mapping(function), mappingAttributes(function)).forEach(source::line);
        List<List<String>> operation = new ArrayList<>();
        operation.add(List.of("operationId = " + JavaSource.quoted(function.name())));
        annotations.attribute("summary", Docs.firstSentence(function.docs())).ifPresent(operation::add);
        annotations.description(function.docs()).ifPresent(operation::add);
        annotations
                .annotation("@" + source.use(Annotations.OPENAPI + "Operation"), operation)
                .forEach(source::line);
        List<List<String>> parameters = new ArrayList<>();
        parameters.add(pathVariable(function.parameters().get(0)));
        function.parameters().stream()
                .skip(1)
                .forEach(body -> parameters.add(List.of("@" + source.use(SPRING + "RequestBody") + " "
                        + types.of(body.requiredType()) + " " + Signature.name(body))));
        source.blocks(
                signature.returnType(types) + " " + signature.method() + "(",
                parameters,
                ")" + signature.throwsClause(files, source) + ";");
    }

    private String mapping(Function function) {
        return "@" + source.use(SPRING + (function.parameters().size() > 1 ? "PostMapping" : "GetMapping"));
    }

    private List<List<String>> mappingAttributes(Function function) {
        String first = function.parameters().get(0).name();
        String path = "/" + owner.name().name() + "s/{" + first + "}/" + function.name();
        String mediaTypes = files.options().mediaTypes().stream()
                .map(JavaSource::quoted)
                .collect(Collectors.joining(", ", "{", "}"));
        List<List<String>> attributes = new ArrayList<>();
        attributes.add(List.of("path = " + JavaSource.quoted(path)));
        if (function.parameters().size() > 1) {
            attributes.add(List.of("consumes = " + mediaTypes));
        }
        attributes.add(List.of("produces = " + mediaTypes));
        return attributes;
    }

    private List<String> pathVariable(Member parameter) {
        Type type = parameter.requiredType();
        List<List<String>> attributes = new ArrayList<>();
        String docs = !parameter.docs().isEmpty() || !(type instanceof Type.Named named)
                ? parameter.docs()
                : named.definition().docs();
        annotations.description(docs).ifPresent(attributes::add);
        List<String> bounds = annotations.bounds(type);
        if (!bounds.isEmpty()) {
            String schema = "@" + source.use(Annotations.OPENAPI + "media.Schema");
            attributes.add(List.of("schema = " + schema + "(" + String.join(", ", jsonType(bounds)) + ")"));
        }
        List<String> lines = new ArrayList<>();
        lines.addAll(annotations.annotation("@" + source.use(Annotations.OPENAPI + "Parameter"), attributes));
        lines.add("@" + source.use(SPRING + "PathVariable") + "(" + JavaSource.quoted(parameter.name()) + ") "
                + types.of(type) + " " + Signature.name(parameter));
        return lines;
    }

    private static List<String> jsonType(List<String> bounds) {
        List<String> attributes = new ArrayList<>();
        attributes.add("type = \"integer\"");
        attributes.add("format = \"int64\"");
        attributes.addAll(bounds);
        return attributes;
    }
}
