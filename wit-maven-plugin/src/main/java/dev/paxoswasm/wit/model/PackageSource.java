package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.syntax.FileSyntax;
import dev.paxoswasm.wit.syntax.InterfaceSyntax;
import dev.paxoswasm.wit.syntax.Name;
import dev.paxoswasm.wit.syntax.PackageName;
import dev.paxoswasm.wit.syntax.Position;
import dev.paxoswasm.wit.syntax.WorldSyntax;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one package put together. */
record PackageSource(
        PackageName name,
        Position at,
        String docs,
        Map<String, InterfaceSyntax> interfaces,
        Map<String, WorldSyntax> worlds) {

    static PackageSource of(List<FileSyntax> files) {
        @Nullable FileSyntax named = null;
        for (FileSyntax file : files) {
            if (file.packageName() == null) {
                continue;
            }
            if (named != null && !file.packageName().equals(named.packageName())) {
                throw new WitException(
                        file.start(),
                        "package " + file.packageName() + " in the folder of package " + named.packageName() + " ("
                                + named.start() + "); a folder holds the files of one package");
            }
            named = named == null ? file : named;
        }
        if (named == null || named.packageName() == null) {
            throw new WitException(
                    files.get(0).start(), "no file of this folder says its package, as in `package wasi:http@0.2.0;`");
        }
        PackageSource source = new PackageSource(
                named.packageName(), named.start(), named.docs(), new LinkedHashMap<>(), new LinkedHashMap<>());
        files.forEach(source::add);
        return source;
    }

    private void add(FileSyntax file) {
        for (InterfaceSyntax declared : file.interfaces()) {
            requireNew(declared.name());
            interfaces.put(declared.name().text(), declared);
        }
        for (WorldSyntax declared : file.worlds()) {
            requireNew(declared.name());
            worlds.put(declared.name().text(), declared);
        }
    }

    private void requireNew(Name declared) {
        InterfaceSyntax sameInterface = interfaces.get(declared.text());
        WorldSyntax sameWorld = worlds.get(declared.text());
        if (sameInterface != null || sameWorld != null) {
            Name first = sameInterface != null ? sameInterface.name() : sameWorld.name();
            throw new WitException(
                    declared.at(), "`" + declared + "` is declared already in package " + name + ", at " + first.at());
        }
    }
}
