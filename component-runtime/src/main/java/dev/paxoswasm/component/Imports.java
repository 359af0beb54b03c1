package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.type.FunctionType;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions that a host offers to an instance of a component. Offering more than it imports is no error. */
public final class Imports {

    private static final Imports NONE = builder().build();

    private final Map<Name, Offer> offers;

    private final Map<String, Long> listBounds;

    private Imports(Map<Name, Offer> offers, Map<String, Long> listBounds) {
        this.offers = Map.copyOf(offers);
        this.listBounds = Map.copyOf(listBounds);
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
        return offers.get(new Name(interfaceName, functionName));
    }

    long maxElements(String interfaceName) {
        return listBounds.getOrDefault(interfaceName, LiftBudget.UNBOUNDED);
    }

    record Name(String interfaceName, String functionName) {}

    record Offer(@Nullable FunctionType type, Offered function) {}

    sealed interface Offered {}

    record Generic(HostFunction function) implements Offered {}

    record Direct(DirectHostFunction<?> function) implements Offered {}

    /** Collects host functions. */
    public static final class Builder {

        private final Map<Name, Offer> offers = new HashMap<>();
        private final Map<String, Long> listBounds = new HashMap<>();

        private Builder() {}

        /** Offers a function of whatever type the component imports it with. */
        public Builder function(String interfaceName, String functionName, HostFunction function) {
            return put(interfaceName, functionName, new Offer(null, new Generic(Objects.requireNonNull(function))));
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
                    new Offer(Objects.requireNonNull(expected), new Generic(Objects.requireNonNull(function))));
        }

        /** As with generic values, but with code of its own that moves arguments and result. */
        public Builder function(
                String interfaceName, String functionName, FunctionType expected, DirectHostFunction<?> function) {
            return put(
                    interfaceName,
                    functionName,
                    new Offer(Objects.requireNonNull(expected), new Direct(Objects.requireNonNull(function))));
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
            return new Imports(offers, listBounds);
        }
    }
}
