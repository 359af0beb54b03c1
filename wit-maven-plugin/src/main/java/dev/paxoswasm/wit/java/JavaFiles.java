package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which Java types are made, and how they are named; then their text. */
final class JavaFiles {

    /** Types of the base package that every generated package builds on. */
    static final List<String> SUPPORT = List.of(
            "Empty",
            "OneMember",
            "WitBinding",
            "WitCodec",
            "WitFormatException",
            "WitInput",
            "WitMismatchException",
            "WitOutput",
            "WitResult",
            "WitValues");

    static final String GUEST_MEMORY = "dev.paxoswasm.component.abi.GuestMemory";
    static final String HOST_RESOURCE = "dev.paxoswasm.component.abi.HostResource";
    static final String PASSED_HANDLES = "dev.paxoswasm.component.abi.PassedHandles";
    static final String LAYOUT = "dev.paxoswasm.component.abi.Layout";

    private final JavaOptions options;
    private final Map<String, List<String>> typesByPackage = new HashMap<>();
    private final Map<String, String> texts = new TreeMap<>();

    JavaFiles(JavaOptions options) {
        this.options = options;
    }

    JavaOptions options() {
        return options;
    }

    String packageOf(InterfaceName name) {
        return options.basePackage() + "." + JavaNames.packagePart(name.name());
    }

    String qualified(TypeDefinition definition) {
        return packageOf(definition.owner()) + "." + JavaNames.type(definition.name());
    }

    /** The class that holds an interface's types and moves their values. */
    String abi(InterfaceName name) {
        return packageOf(name) + "." + AbiWriter.className(name);
    }

    /** A type of the base package. */
    String support(String simpleName) {
        return options.basePackage() + "." + simpleName;
    }

    void declare(String packageName, String typeName) {
        typesByPackage.computeIfAbsent(packageName, any -> new ArrayList<>()).add(typeName);
    }

    JavaSource source(InterfaceName owner, String origin, List<String> nested) {
        return source(packageOf(owner), origin, nested);
    }

    JavaSource source(WitInterface owner) {
        return source(owner.name(), owner.at().file(), List.of());
    }

    JavaSource source(String packageName, String origin, List<String> nested) {
        return new JavaSource(packageName, origin, typesByPackage.getOrDefault(packageName, List.of()), nested);
    }

    void add(String packageName, String typeName, String text) {
        texts.put(packageName.replace('.', '/') + "/" + typeName + ".java", text);
    }

    Map<String, String> texts() {
        return texts;
    }
}
