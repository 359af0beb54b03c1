package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import dev.paxoswasm.wit.model.WitModel;
import dev.paxoswasm.wit.model.WitWorld;
import dev.paxoswasm.wit.syntax.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Gives every Java type its place before any is written, and refuses two in one place. */
final class JavaDeclarations {

    private final JavaFiles files;
    private final Set<TypeDefinition> errors;
    private final Map<String, Position> packages = new HashMap<>();
    private final Map<String, Position> types = new HashMap<>();

    JavaDeclarations(JavaFiles files, Set<TypeDefinition> errors) {
        this.files = files;
        this.errors = errors;
    }

    void declare(WitModel model, Set<Integer> tuples) {
        String basePackage = files.options().basePackage();
        JavaFiles.SUPPORT.forEach(name -> files.declare(basePackage, name));
        files.declare(basePackage, CodecsWriter.CLASS_NAME);
        tuples.forEach(size -> files.declare(basePackage, "Tuple" + size));
        for (WitWorld world : model.worlds()) {
            declare(basePackage, WorldWriter.className(world), world.at());
        }
        model.interfaces().forEach(this::declare);
    }

    private void declare(WitInterface each) {
        InterfaceName name = each.name();
        String packageName = files.packageOf(name);
        Position other = packages.putIfAbsent(packageName, each.at());
        if (other != null) {
            throw new WitException(
                    each.at(),
                    "interface " + name + " would become the Java package " + packageName
                            + " that belongs to the interface at " + other);
        }
        String type = JavaNames.type(name.name());
        declare(packageName, AbiWriter.className(name), each.at());
        if (BinaryWriter.isNeeded(each)) {
            declare(packageName, BinaryWriter.className(name), each.at());
        }
        if (InterfaceWriter.isNeeded(each)) {
            declare(packageName, type, each.at());
        }
        if (InterfaceWriter.isBound(each)) {
            declare(packageName, type + "Export", each.at());
            declare(packageName, type + "Import", each.at());
        }
        if (files.options().httpInterfaces().contains(name.unversioned())) {
            declare(packageName, type + "Http", each.at());
        }
        for (TypeDefinition definition : each.types()) {
            if (!(definition.shape() instanceof TypeDefinition.Alias)) {
                declare(packageName, JavaNames.type(definition.name()), definition.at());
            }
            if (errors.contains(definition)) {
                declare(packageName, JavaNames.type(definition.name()) + "Exception", definition.at());
            }
            JavaMembers.check(definition);
        }
        JavaMembers.check(each.functions());
    }

    private void declare(String packageName, String typeName, Position at) {
        if (JavaNames.OF_JAVA_LANG.contains(typeName)) {
            throw new WitException(
                    at,
                    "this would become the Java type " + typeName
                            + ", which java.lang has already; another name will do");
        }
        Position other = types.putIfAbsent(packageName + "." + typeName, at);
        if (other != null) {
            throw new WitException(
                    at,
                    "this would become the Java type " + packageName + "." + typeName + ", which is made from " + other
                            + " already; another name will do");
        }
        files.declare(packageName, typeName);
    }
}
