package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FunctionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function type with all that the canonical ABI derives from it. */
public final class Signature {

    private static final List<CoreType> POINTER = List.of(CoreType.I32);

    private final FunctionType type;
    final ProductCodec parameters;
    final @Nullable Codec result;

    /** Whether the parameters, being more than 16 flat values, are passed in memory. */
    final boolean parametersInMemory;

    /** Whether the result, being more than one flat value, is passed in memory. */
    final boolean resultInMemory;

    final int flatParameters;

    /** Whether a handle among the parameters is lent for the time of a call. */
    final boolean lends;

    public Signature(FunctionType type, Codecs codecs) {
        this.type = type;
        this.parameters = ProductCodec.of(
                "parameters",
                type.parameters().stream().map(Field::name).toList(),
                type.parameters().stream().map(field -> codecs.of(field.type())).toList());
        this.result = type.result() == null ? null : codecs.of(type.result());
        this.parametersInMemory = parameters.flat == null;
        this.resultInMemory = result != null && (result.flat == null || result.flat.size() > 1);
        this.lends = parameters.lends();
        this.flatParameters = parameters.flat == null ? 1 : parameters.flat.size();
    }

    public FunctionType type() {
        return type;
    }

    /** Whether code that moves the values itself expects them as the canonical ABI passes them. */
    public boolean passes(Passed parametersAs, Passed resultAs) {
        return parametersInMemory == (parametersAs == Passed.IN_MEMORY)
                && resultInMemory == (resultAs == Passed.IN_MEMORY);
    }

    /** Where a component put the parameters of a function that it calls. */
    int parametersAt(long[] flat, GuestMemory guest) {
        int address = (int) flat[0];
        guest.checkRange("the parameters", address, parameters.alignment, parameters.size);
        return address;
    }

    /** Where a component wants the result of a function that it calls. */
    @SuppressWarnings("NullAway") // there is a result if it is passed in memory
    int placeForResult(long[] flat, GuestMemory guest) {
        int address = (int) flat[flatParameters];
        guest.checkRange("the place for the result", address, result.alignment, result.size);
        return address;
    }

    /** Where a component put the result of a function that was called. */
    @SuppressWarnings("NullAway") // there is a result if it is passed in memory
    int resultAt(long[] results, GuestMemory guest) {
        int address = (int) results[0];
        guest.checkRange("the result", address, result.alignment, result.size);
        return address;
    }

    /** Writes down the parameters of a call, once they have been lifted or lowered. */
    void copyParameters(GuestMemory guest, long[] flatValues, ValueSink out) {
        if (parametersInMemory) {
            parameters.copy(guest, (int) flatValues[0], out);
        } else {
            parameters.copy(guest, flatValues, 0, out);
        }
    }

    /** Writes down the result of a call, once it has been lifted or lowered; @param place where it lies in memory */
    void copyResult(GuestMemory guest, long[] results, int place, ValueSink out) {
        if (result != null && resultInMemory) {
            result.copy(guest, place, out);
        } else if (result != null) {
            result.copy(guest, results, 0, out);
        }
    }

    private List<CoreType> coreParameters() {
        return parameters.flat == null ? POINTER : parameters.flat;
    }

    private List<CoreType> coreResults() {
        if (resultInMemory) {
            return POINTER;
        }
        return result == null || result.flat == null ? List.of() : result.flat;
    }

    /** The type of a core function that is lifted to this one. */
    public CoreFunctionType lifted() {
        return new CoreFunctionType(coreParameters(), coreResults());
    }

    /** The type of the core function that this one is lowered to. */
    public CoreFunctionType lowered() {
        if (!resultInMemory) {
            return lifted();
        }
        List<CoreType> core = new ArrayList<>(coreParameters());
        core.addAll(POINTER);
        return new CoreFunctionType(core, List.of());
    }

    public CoreFunctionType postReturn() {
        return new CoreFunctionType(coreResults(), List.of());
    }

    private boolean resultAllocates() {
        return result != null && result.allocates;
    }

    public boolean liftNeedsMemory() {
        return parametersInMemory || resultInMemory || parameters.allocates || resultAllocates();
    }

    public boolean liftNeedsRealloc() {
        return parametersInMemory || parameters.allocates;
    }

    public boolean lowerNeedsMemory() {
        return liftNeedsMemory();
    }

    public boolean lowerNeedsRealloc() {
        return resultAllocates();
    }

    /** @throws IllegalArgumentException naming the path to what is wrong */
    public void checkArguments(Object[] arguments, Resources resources) {
        if (arguments.length != type.parameters().size()) {
            throw new IllegalArgumentException(
                    "expected " + type.parameters().size() + " arguments for " + type + ", got " + arguments.length);
        }
        try {
            parameters.check(arguments, new HandleCheck(resources));
        } catch (InvalidValue e) {
            throw e.from("");
        }
    }

    /** @throws IllegalArgumentException naming the path to what is wrong */
    public void checkResult(@Nullable Object value, Resources resources) {
        try {
            if (result != null) {
                result.check(value, new HandleCheck(resources));
            } else if (value != null) {
                throw new InvalidValue("nothing (null)", value);
            }
        } catch (InvalidValue e) {
            throw e.from("result");
        }
    }
}
