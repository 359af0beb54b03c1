package dev.paxoswasm.component.wasi;

import dev.paxoswasm.component.HostFunction;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.abi.HostResource;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers the functions of one interface, or refuses them. */
final class Offer {

    /** What becomes of the functions. */
    enum Grant {
        GRANTED,
        /** They can be imported, but not called. */
        DENIED_AT_CALL,
        /** They are not there. */
        DENIED
    }

    private final Imports.Builder imports;
    private final String name;
    private final Grant grant;

    Offer(Imports.Builder imports, String name, Grant grant) {
        this.imports = imports;
        this.name = name;
        this.grant = grant;
    }

    Offer resource(String resource, HostResource<?> offered) {
        if (grant != Grant.DENIED) {
            imports.resource(name, resource, offered.resource());
        }
        return this;
    }

    Offer function(String function, @Nullable WitType result, HostFunction granted, Field... parameters) {
        if (grant != Grant.DENIED) {
            imports.function(
                    name,
                    function,
                    FunctionType.of(List.of(parameters), result),
                    grant == Grant.GRANTED ? granted : denied(function));
        }
        return this;
    }

    /** Functions that no guest gets to call, since it has no handle to call them with, of whatever type. */
    Offer unreachable(List<String> functions) {
        functions.forEach(function -> imports.function(name, function, denied(function)));
        return this;
    }

    /** Of whatever type the guest imports it with. */
    Offer untyped(String function, HostFunction offered) {
        imports.function(name, function, offered);
        return this;
    }

    private HostFunction denied(String function) {
        return arguments -> {
            throw new WasiDeniedException(name, function);
        };
    }
}
