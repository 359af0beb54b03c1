package dev.paxoswasm.wit.java;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** From names in WIT to names in Java. */
final class JavaNames {

    /** Methods of {@link Object}, which a record component or a method without parameters must not be named after. */
    private static final Set<String> OF_OBJECT =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    /** Methods of the Java type of every resource. */
    private static final Set<String> OF_RESOURCE = Set.of("close", "resourceHandle");

    /** Types of {@code java.lang} that generated code writes without their package. */
    static final Set<String> OF_JAVA_LANG = Set.of(
            "Boolean",
            "Double",
            "Float",
            "IllegalArgumentException",
            "Integer",
            "Long",
            "Object",
            "Override",
            "RuntimeException",
            "String");

    private JavaNames() {}

    /** {@code prepare-request} → {@code PrepareRequest}. */
    static String type(String wit) {
        return Arrays.stream(wit.split("-")).map(JavaNames::capitalized).collect(Collectors.joining());
    }

    /** The JSON name: {@code first-slot} → {@code firstSlot}. */
    static String json(String wit) {
        String type = type(wit);
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    /** The JSON name, with an underscore behind it where Java has another use for the word. */
    static String value(String wit) {
        String json = json(wit);
        return SourceVersion.isKeyword(json) || OF_OBJECT.contains(json) ? json + "_" : json;
    }

    /** The name of a resource's method in Java, apart from those that the Java type has anyway. */
    static String method(String wit) {
        String name = value(wit);
        return OF_RESOURCE.contains(name) ? name + "_" : name;
    }

    /** {@code no-op} → {@code NO_OP}. */
    static String constant(String wit) {
        return wit.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** {@code ListOfU32} → {@code LIST_OF_U32}. */
    static String upper(String type) {
        return type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** {@code acceptor-storage} → {@code acceptorstorage}. */
    static String packagePart(String wit) {
        String part = wit.toLowerCase(Locale.ROOT).replace("-", "");
        return SourceVersion.isKeyword(part) ? part + "_" : part;
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }
}
