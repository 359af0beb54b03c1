package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import dev.paxoswasm.wit.model.WitModel;
import dev.paxoswasm.wit.model.WitWorld;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Makes Java sources from WIT packages. */
public final class JavaGenerator {

    private final WitModel model;
    private final JavaFiles files;
    private final FlatTypes flatTypes;
    private final Set<TypeDefinition> errors = new LinkedHashSet<>();
    private final Set<Integer> tuples = new TreeSet<>();

    private JavaGenerator(WitModel model, JavaOptions options) {
        this.model = model;
        this.files = new JavaFiles(options);
        this.flatTypes = new FlatTypes(model);
    }

    /**
     * The text of each source file by its path below the source root.
     *
     * @throws WitException if the packages break a rule that the Java needs
     */
    public static Map<String, String> generate(WitModel model, JavaOptions options) {
        return new JavaGenerator(model, options).generate();
    }

    private Map<String, String> generate() {
        requireHttpInterfaces();
        model.interfaces().forEach(this::collect);
        new JavaDeclarations(files, errors).declare(model, tuples);
        new SupportWriter(files).write();
        new CodecsWriter(files, model).write();
        tuples.forEach(new SupportWriter(files)::writeTuple);
        packageInfo(files.options().basePackage(), "all of its WIT files", "What the generated packages share.");
        model.interfaces().forEach(this::write);
        errors.forEach(error -> new ExceptionWriter(files, error).write());
        for (WitWorld world : model.worlds()) {
            new WorldWriter(files, world).write();
        }
        return files.texts();
    }

    private void requireHttpInterfaces() {
        List<String> known = model.interfaces().stream()
                .map(each -> each.name().unversioned())
                .sorted()
                .toList();
        for (String wanted : files.options().httpInterfaces()) {
            if (!known.contains(wanted)) {
                throw new WitException("httpInterfaces names " + wanted + ", which is not there; there are "
                        + String.join(", ", known));
            }
        }
    }

    private void write(WitInterface each) {
        packageInfo(files.packageOf(each.name()), each.at().file(), each.docs());
        for (TypeDefinition type : each.types()) {
            if (type.shape() instanceof TypeDefinition.ResourceShape) {
                new InterfaceWriter(files, each).write(type);
            } else if (!(type.shape() instanceof TypeDefinition.Alias)) {
                new TypeWriter(files, type).write();
            }
        }
        if (BinaryWriter.isNeeded(each)) {
            new BinaryWriter(files, each).write();
        }
        TypeMethods methods = new TypeMethods(each);
        if (InterfaceWriter.isNeeded(each)) {
            new InterfaceWriter(files, each).write();
        }
        if (InterfaceWriter.isBound(each)) {
            new ExportWriter(files, each, methods).write();
            new ImportWriter(files, each, methods).write();
        }
        new AbiWriter(files, each, methods, flatTypes).write();
        if (files.options().httpInterfaces().contains(each.name().unversioned())) {
            ContractRules.check(each);
            new HttpWriter(files, each).write();
        }
    }

    private void packageInfo(String packageName, String origin, String docs) {
        files.add(
                packageName,
                "package-info",
                files.source(packageName, origin, List.of()).renderPackageInfo(docs));
    }

    private void collect(WitInterface each) {
        for (TypeDefinition type : each.types()) {
            type.members().forEach(member -> member.type().ifPresent(this::collectTuples));
        }
        for (Function function : each.functions()) {
            function.parameters().forEach(parameter -> collectTuples(parameter.requiredType()));
            Signature signature = Signature.of(function);
            signature.error().ifPresent(errors::add);
            signature.returned().ifPresent(this::collectTuples);
        }
    }

    private void collectTuples(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.TupleOf tuple) {
            tuples.add(tuple.elements().size());
            tuple.elements().forEach(this::collectTuples);
        } else if (type instanceof Type.ListOf list) {
            collectTuples(list.element());
        } else if (type instanceof Type.OptionOf option) {
            collectTuples(option.element());
        } else if (type instanceof Type.ResultOf result) {
            result.ok().ifPresent(this::collectTuples);
            result.err().ifPresent(this::collectTuples);
        }
    }
}
