package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.WitException;
import dev.paxoswasm.wit.syntax.InterfacePath;
import dev.paxoswasm.wit.syntax.InterfaceSyntax;
import dev.paxoswasm.wit.syntax.PackageName;
import dev.paxoswasm.wit.syntax.UseSyntax;
import dev.paxoswasm.wit.syntax.WorldSyntax;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what each name of a set of packages means. */
final class Resolver {

    private final List<PackageSource> packages;
    private final Map<InterfaceName, ResolvedInterface> interfaces = new LinkedHashMap<>();
    private final Set<InterfaceName> underWay = new LinkedHashSet<>();
    private final Map<InterfaceName, WitWorld> worlds = new LinkedHashMap<>();

    Resolver(List<PackageSource> packages) {
        this.packages = packages;
    }

    WitModel resolve() {
        for (int i = 0; i < packages.size(); i++) {
            PackageSource source = packages.get(i);
            for (PackageSource other : packages.subList(0, i)) {
                if (other.name().equals(source.name())) {
                    throw new WitException(
                            source.at(), "package " + source.name() + " is declared already, at " + other.at());
                }
            }
        }
        for (PackageSource source : packages) {
            source.interfaces().values().forEach(declared -> resolve(source, declared));
        }
        for (PackageSource source : packages) {
            source.worlds().values().forEach(declared -> resolve(source, declared));
        }
        return new WitModel(
                interfaces.values().stream().map(ResolvedInterface::result).toList(), List.copyOf(worlds.values()));
    }

    private ResolvedInterface resolve(PackageSource source, InterfaceSyntax declared) {
        InterfaceName name = new InterfaceName(source.name(), declared.name().text());
        ResolvedInterface known = interfaces.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw new WitException(
                    declared.name().at(),
                    "interfaces use each other in a circle: "
                            + underWay.stream().map(InterfaceName::toString).collect(Collectors.joining(" -> "))
                            + " -> " + name);
        }
        InterfaceScope scope = new InterfaceScope(name);
        for (UseSyntax use : declared.uses()) {
            Found<InterfaceSyntax> from = interfaceNamed(source, use.from());
            ResolvedInterface used = resolve(from.source(), from.declared());
            use.items().forEach(item -> scope.use(item, used));
        }
        ResolvedInterface resolved = scope.resolve(declared, source.docs());
        underWay.remove(name);
        interfaces.put(name, resolved);
        return resolved;
    }

    private WitWorld resolve(PackageSource source, WorldSyntax declared) {
        InterfaceName name = new InterfaceName(source.name(), declared.name().text());
        WitWorld known = worlds.get(name);
        if (known != null) {
            return known;
        }
        if (!underWay.add(name)) {
            throw new WitException(declared.name().at(), "world " + name + " includes itself");
        }
        Set<InterfaceName> imports = new LinkedHashSet<>();
        Set<InterfaceName> exports = new LinkedHashSet<>();
        for (InterfacePath path : declared.imports()) {
            requireNew(imports.add(interfaceName(source, path)), path, "imported");
        }
        for (InterfacePath path : declared.exports()) {
            requireNew(exports.add(interfaceName(source, path)), path, "exported");
        }
        for (InterfacePath path : declared.includes()) {
            Found<WorldSyntax> found = worldNamed(source, path);
            WitWorld included = resolve(found.source(), found.declared());
            imports.addAll(included.imports());
            exports.addAll(included.exports());
        }
        underWay.remove(name);
        WitWorld world = new WitWorld(
                name,
                imports,
                exports,
                typeImports(imports, exports),
                declared.docs(),
                declared.name().at());
        worlds.put(name, world);
        return world;
    }

    private static void requireNew(boolean isNew, InterfacePath path, String verb) {
        if (!isNew) {
            throw new WitException(path.name().at(), "`" + path.name() + "` is " + verb + " already by this world");
        }
    }

    private Set<InterfaceName> typeImports(Set<InterfaceName> imports, Set<InterfaceName> exports) {
        Set<InterfaceName> reached = new LinkedHashSet<>();
        List<InterfaceName> open = new ArrayList<>(imports);
        open.addAll(exports);
        while (!open.isEmpty()) {
            for (InterfaceName used : interfaces.get(open.remove(0)).result().uses()) {
                if (reached.add(used)) {
                    open.add(used);
                }
            }
        }
        reached.removeAll(imports);
        return reached;
    }

    private InterfaceName interfaceName(PackageSource source, InterfacePath path) {
        Found<InterfaceSyntax> found = interfaceNamed(source, path);
        return new InterfaceName(found.source().name(), found.declared().name().text());
    }

    private record Found<T>(PackageSource source, T declared) {}

    private Found<InterfaceSyntax> interfaceNamed(PackageSource source, InterfacePath path) {
        PackageSource owner = packageNamed(source, path);
        InterfaceSyntax declared = owner.interfaces().get(path.name().text());
        if (declared == null) {
            throw unknown("interface", path, owner, owner.interfaces().keySet());
        }
        return new Found<>(owner, declared);
    }

    private Found<WorldSyntax> worldNamed(PackageSource source, InterfacePath path) {
        PackageSource owner = packageNamed(source, path);
        WorldSyntax declared = owner.worlds().get(path.name().text());
        if (declared == null) {
            throw unknown("world", path, owner, owner.worlds().keySet());
        }
        return new Found<>(owner, declared);
    }

    private static WitException unknown(String what, InterfacePath path, PackageSource owner, Set<String> known) {
        return new WitException(
                path.name().at(),
                "package " + owner.name() + " has no " + what + " `" + path.name() + "`; "
                        + (known.isEmpty() ? "it has none" : "it has " + String.join(", ", known)));
    }

    private PackageSource packageNamed(PackageSource source, InterfacePath path) {
        PackageName wanted = path.packageName();
        if (wanted == null || source.name().answersTo(wanted)) {
            return source;
        }
        List<PackageSource> found = packages.stream()
                .filter(other -> other.name().answersTo(wanted))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String there = (found.isEmpty() ? packages : found)
                .stream().map(other -> other.name().toString()).sorted().collect(Collectors.joining(", "));
        throw new WitException(
                path.name().at(),
                found.isEmpty()
                        ? "there is no package " + wanted + "; there are " + there
                        : "package " + wanted + " is there in several versions; say which of " + there);
    }
}
