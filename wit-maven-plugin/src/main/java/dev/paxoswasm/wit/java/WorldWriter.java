package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.WitWorld;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the class of a world: what it imports and exports, and whether a component fits. */
final class WorldWriter {

    private final JavaFiles files;
    private final WitWorld world;
    private final JavaSource source;

    WorldWriter(JavaFiles files, WitWorld world) {
        this.files = files;
        this.world = world;
        this.source = files.source(files.options().basePackage(), world.at().file(), List.of());
    }

    static String className(WitWorld world) {
        return JavaNames.type(world.name().name()) + "World";
    }

    void write() {
        String name = className(world);
        source.docs(world.docs());
        source.open("public final class " + name + " {").blank();
        source.line("public static final String NAME = "
                + JavaSource.quoted(world.name().toString()) + ";");
        String map = "public static final " + source.use("java.util.Map") + "<String, " + source.use("java.util.Map")
                + "<String, " + source.use("dev.paxoswasm.component.type.FunctionType") + ">> ";
        source.blank().docs("What the host offers: interface to function to type.");
        interfaces(map + "IMPORTS", world.imports());
        source.blank().docs("What a component offers: interface to function to type.");
        interfaces(map + "EXPORTS", world.exports());
        source.blank().docs("Interfaces of which the others use types, and no functions.");
        String set = source.use("java.util.Set");
        List<String> typesOnly = world.typeImports().stream()
                .map(each -> JavaSource.quoted(each.toString()))
                .toList();
        source.list("private static final " + set + "<String> TYPES_ONLY = " + set + ".of(", typesOnly, ");");
        source.blank().line("private " + name + "() {}");
        String component = source.use("dev.paxoswasm.component.Component");
        source.blank()
                .docs(
                        "Demands that a component exports all that the world exports, and imports nothing that it does not.",
                        Map.of("@throws WitMismatchException", "naming each difference"));
        source.open("public static void requireImplementedBy(" + component + " component) {");
        source.line("WitBinding.requireFit(NAME, IMPORTS, EXPORTS, TYPES_ONLY, component);")
                .close("}")
                .close("}");
        files.add(files.options().basePackage(), name, source.render());
    }

    private void interfaces(String head, Collection<InterfaceName> names) {
        List<String> entries = names.stream()
                .map(files::abi)
                .map(source::use)
                .map(abi -> source.use("java.util.Map") + ".entry(" + abi + ".NAME, " + abi + ".FUNCTIONS)")
                .toList();
        if (entries.isEmpty()) {
            source.line(head + " = " + source.use("java.util.Map") + ".of();");
        } else {
            source.list(head + " = WitBinding.ordered(", entries, ");");
        }
    }
}
