package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.type.ResourceType;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what is given against what is wanted. All types are of one {@link TypePool}. */
final class Matching {

    private final TypePool types;
    private final Budget budget;
    private final int offset;

    Matching(TypePool types, Budget budget, int offset) {
        this.types = types;
        this.budget = budget;
        this.offset = offset;
    }

    /** @param flexible resource types for which any may stand */
    void match(String name, @Nullable Extern given, Extern wanted, Set<ResourceType> flexible) {
        match(name, given, wanted, new Substitution(types, budget, offset), flexible);
    }

    /**
     * @param actual learns what stands for the flexible resource types, and under which name
     * @throws MalformedComponentException if it does not fit
     */
    void match(String name, @Nullable Extern given, Extern wanted, Substitution actual, Set<ResourceType> flexible) {
        budget.charge(1, offset);
        if (given == null) {
            throw new MalformedComponentException(
                    "nothing given for '" + name + "'", offset, wanted.describe() + " is wanted");
        }
        if (given.sort() != wanted.sort()) {
            throw mismatch(name, given, wanted);
        }
        switch (wanted.item()) {
            case Shape.Value value -> {
                if (!(given.item() instanceof Shape.Value that)
                        || that.type() != actual.type(value.type(), value.free())) {
                    throw mismatch(name, given, wanted);
                }
                if (value.isNominal() && that.isNominal()) {
                    actual.bind(value.names(), that.names());
                }
            }
            case Shape.Resource resource -> {
                if (!(given.item() instanceof Shape.Resource that)) {
                    throw mismatch(name, given, wanted);
                }
                if (flexible.contains(resource.type()) && !actual.binds(resource.type())) {
                    actual.bind(resource.type(), that.type());
                } else if (actual.resource(resource.type()) != that.type()) {
                    throw mismatch(name, given, wanted);
                }
                actual.bind(Set.of(resource.name()), Set.of(that.name()));
            }
            case Shape.Function function -> {
                if (!(given.item() instanceof Shape.Function that)
                        || that.type() != actual.type(function.type(), function.free())) {
                    throw mismatch(name, given, wanted);
                }
            }
            case Shape.Instance instance -> {
                if (!(given.item() instanceof Shape.Instance that)) {
                    throw mismatch(name, given, wanted);
                }
                matchInstance(name, that, instance, actual, flexible);
            }
            case Shape.Component component -> {
                if (!(given.item() instanceof Shape.Component that)) {
                    throw mismatch(name, given, wanted);
                }
                matchComponent(
                        name, that, (Shape.Component) actual.extern(wanted).item());
            }
            default -> {
                ModuleShape that = (ModuleShape) given.item();
                ModuleShape wants = (ModuleShape) wanted.item();
                budget.charge((long) that.imports().size() + wants.exports().size(), offset);
                String why = that.mismatch(wants);
                if (why != null) {
                    throw new MalformedComponentException(
                            "the core module '" + name + "': " + why,
                            offset,
                            "a core module imports no more than it is" + " given, and exports no less than is wanted");
                }
            }
        }
    }

    private void matchInstance(
            String name, Shape.Instance given, Shape.Instance wanted, Substitution actual, Set<ResourceType> flexible) {
        Set<ResourceType> fresh = flexible;
        if (!wanted.bound().isEmpty()) {
            budget.charge(flexible.size(), offset);
            fresh = new HashSet<>(flexible);
        }
        matchExports(name, given, wanted, actual, fresh);
    }

    /** @param fresh the flexible resource types, to which those that the instance brings along are added */
    private void matchExports(
            String name, Shape.Instance given, Shape.Instance wanted, Substitution actual, Set<ResourceType> fresh) {
        Shape.Instance opened = new Instances(types, budget).opened(wanted, fresh, offset);
        opened.exports()
                .forEach((export, extern) ->
                        match(name + "." + export, given.exports().get(export), extern, actual, fresh));
    }

    /** What is wanted is given what the component imports, and the component must then export what is wanted. */
    private void matchComponent(String name, Shape.Component given, Shape.Component wanted) {
        Substitution ofImports = new Substitution(types, budget, offset);
        given.imports()
                .forEach((each, extern) ->
                        match(name + "." + each, wanted.imports().get(each), extern, ofImports, given.imported()));
        Substitution ofExports = new Substitution(types, budget, offset);
        wanted.exports().forEach((each, extern) -> {
            Extern export = given.exports().get(each);
            match(
                    name + "." + each,
                    export == null ? null : ofImports.extern(export),
                    extern,
                    ofExports,
                    wanted.exported());
        });
    }

    private MalformedComponentException mismatch(String name, Extern given, Extern wanted) {
        String is = given.describe();
        String wants = wanted.describe();
        return new MalformedComponentException(
                "'" + name + "' is " + is,
                offset,
                (is.equals(wants) ? "another type of that name" : wants) + " is wanted");
    }
}
