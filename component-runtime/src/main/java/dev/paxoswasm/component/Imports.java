package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions and resource types that a host offers to an instance of a component. Offering more than it imports is
 * no error.
 *
 * <p>An interface that is not offered in the very version that is imported is looked for in versions that are
 * compatible by the rules of semantic versioning: of the same major version, below 1.0.0 of the same minor version.
 */
public final class Imports {

    private static final Imports NONE = builder().build();

    private final Map<Name, Offer> offers;
    private final Map<Name, Resource> resources;
    private final Map<Name, byte[]> modules;
    private final Map<String, Long> listBounds;

    /** The interfaces that are offered, by what all compatible versions are called. */
    private final Map<String, List<String>> compatible = new HashMap<>();

    private Imports(Builder builder) {
        this.offers = Map.copyOf(builder.offers);
        this.resources = Map.copyOf(builder.resources);
        this.modules = Map.copyOf(builder.modules);
        this.listBounds = Map.copyOf(builder.listBounds);
        Set<String> interfaces = new LinkedHashSet<>();
        builder.offers.keySet().forEach(name -> interfaces.add(name.interfaceName()));
        builder.resources.keySet().forEach(name -> interfaces.add(name.interfaceName()));
        builder.modules.keySet().forEach(name -> interfaces.add(name.interfaceName()));
        for (String each : interfaces) {
            compatible
                    .computeIfAbsent(InterfaceVersion.canonical(each), key -> new ArrayList<>())
                    .add(each);
        }
    }

    /** No functions. */
    public static Imports none() {
        return NONE;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Nullable
    Offer offer(String interfaceName, String functionName) {
        return offered(offers, interfaceName, functionName);
    }

    @Nullable
    Resource resource(String interfaceName, String name) {
        return offered(resources, interfaceName, name);
    }

    byte @Nullable [] module(String interfaceName, String name) {
        return this.<byte[]>offered(modules, interfaceName, name);
    }

    private <T> @Nullable T offered(Map<Name, T> all, String interfaceName, String name) {
        T exact = all.get(new Name(interfaceName, name));
        if (exact != null) {
            return exact;
        }
        for (String each : compatible(interfaceName)) {
            T other = all.get(new Name(each, name));
            if (other != null) {
                return other;
            }
        }
        return null;
    }

    private List<String> compatible(String interfaceName) {
        return compatible.getOrDefault(InterfaceVersion.canonical(interfaceName), List.of());
    }

    long maxElements(String interfaceName) {
        Long exact = listBounds.get(interfaceName);
        if (exact != null) {
            return exact;
        }
        return compatible(interfaceName).stream()
                .mapToLong(each -> listBounds.getOrDefault(each, LiftBudget.UNBOUNDED))
                .min()
                .orElse(LiftBudget.UNBOUNDED);
    }

    record Name(String interfaceName, String functionName) {}

    /** @param resources what the resource types in the type are */
    record Offer(@Nullable FunctionType type, Map<ResourceType, Resource> resources, Offered function) {}

    sealed interface Offered {}

    record Generic(HostFunction function) implements Offered {}

    record Direct(DirectHostFunction<?> function) implements Offered {}

    /** Collects host functions. */
    public static final class Builder {

        private final Map<Name, Offer> offers = new LinkedHashMap<>();
        private final Map<Name, Resource> resources = new LinkedHashMap<>();
        private final Map<Name, byte[]> modules = new LinkedHashMap<>();
        private final Map<ResourceType, Resource> resourcesByType = new HashMap<>();
        private final Map<String, Long> listBounds = new HashMap<>();

        private Builder() {}

        /** Offers a function of whatever type the component imports it with. */
        public Builder function(String interfaceName, String functionName, HostFunction function) {
            return put(
                    interfaceName,
                    functionName,
                    new Offer(null, Map.of(), new Generic(Objects.requireNonNull(function))));
        }

        /**
         * Offers a function of one type; a component that imports it with another type is not instantiated.
         *
         * @param interfaceName as in the binary, with version; {@link Component#ROOT} for a function of the world
         *     itself
         */
        public Builder function(
                String interfaceName, String functionName, FunctionType expected, HostFunction function) {
            return put(
                    interfaceName,
                    functionName,
                    new Offer(
                            Objects.requireNonNull(expected),
                            resourcesByType,
                            new Generic(Objects.requireNonNull(function))));
        }

        /** As with generic values, but with code of its own that moves arguments and result. */
        public Builder function(
                String interfaceName, String functionName, FunctionType expected, DirectHostFunction<?> function) {
            return put(
                    interfaceName,
                    functionName,
                    new Offer(
                            Objects.requireNonNull(expected),
                            resourcesByType,
                            new Direct(Objects.requireNonNull(function))));
        }

        /**
         * Offers a resource type. To be called before functions are offered with a type that refers to it.
         *
         * @param interfaceName as of a function
         */
        public Builder resource(String interfaceName, String name, Resource resource) {
            resourcesByType.put(resource.type(), resource);
            if (resources.putIfAbsent(new Name(interfaceName, name), resource) != null) {
                throw new IllegalArgumentException(
                        "resource type " + name + " of " + interfaceName + " is offered twice");
            }
            return this;
        }

        /** Offers a core module, which is compiled anew for each instance that imports it. */
        public Builder module(String interfaceName, String name, byte[] binary) {
            if (modules.putIfAbsent(new Name(interfaceName, name), binary.clone()) != null) {
                throw new IllegalArgumentException(
                        "core module " + name + " of " + interfaceName + " is offered twice");
            }
            return this;
        }

        /**
         * Offers all functions, resource types and core modules that another instance exports. Functions of the world
         * itself are offered under the name, those of an interface under the name, a slash, and the name of the
         * interface.
         */
        public Builder instance(String name, ComponentInstance instance) {
            instance.exportedResources()
                    .forEach((interfaceName, exported) -> exported.keySet()
                            .forEach(each ->
                                    resource(path(name, interfaceName), each, instance.resource(interfaceName, each))));
            instance.exportedModules()
                    .forEach((interfaceName, exported) ->
                            exported.forEach((each, binary) -> module(path(name, interfaceName), each, binary)));
            Map<ResourceType, Resource> byType = instance.resourcesByType();
            instance.functions()
                    .forEach((interfaceName, functions) -> functions.forEach((each, function) -> put(
                            path(name, interfaceName),
                            each,
                            new Offer(function.type(), byType, new Generic(function::call)))));
            return this;
        }

        private static String path(String name, String interfaceName) {
            return interfaceName.equals(Component.ROOT) ? name : name + "/" + interfaceName;
        }

        /**
         * Holds every list that is passed to a function of an interface, but those of bytes, to so many elements: a
         * component that passes more traps before the list is made.
         */
        public Builder boundLists(String interfaceName, long maxElements) {
            if (maxElements < 0) {
                throw new IllegalArgumentException("maxElements must not be negative, but is " + maxElements);
            }
            listBounds.put(Objects.requireNonNull(interfaceName), maxElements);
            return this;
        }

        private Builder put(String interfaceName, String functionName, Offer offer) {
            Name name = new Name(Objects.requireNonNull(interfaceName), Objects.requireNonNull(functionName));
            if (offers.putIfAbsent(name, offer) != null) {
                throw new IllegalArgumentException(
                        "function " + functionName + " of " + interfaceName + " is offered twice");
            }
            return this;
        }

        public Imports build() {
            return new Imports(this);
        }
    }
}
