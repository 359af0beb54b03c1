package dev.paxoswasm.component.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of a value that crosses the boundary of a component.
 *
 * <p>Types are immutable and equal if their structure is, field and case names included; {@link #toString} prints WIT
 * syntax. A type says which Java class its values have:
 *
 * <table>
 * <caption>Java values</caption>
 * <tr><th>WIT</th><th>Java</th></tr>
 * <tr><td>{@code bool}</td><td>{@link Boolean}</td></tr>
 * <tr><td>{@code s8}, {@code u8}, {@code s16}, {@code u16}, {@code s32}</td><td>{@link Integer}, in the type's
 * range</td></tr>
 * <tr><td>{@code u32}</td><td>{@link Long}, 0 to 2<sup>32</sup>-1</td></tr>
 * <tr><td>{@code s64}, {@code u64}</td><td>{@link Long}; {@code u64} uses all 64 bits, unsigned</td></tr>
 * <tr><td>{@code f32}, {@code f64}</td><td>{@link Float}, {@link Double}</td></tr>
 * <tr><td>{@code char}</td><td>{@link Integer}, a Unicode scalar value</td></tr>
 * <tr><td>{@code string}</td><td>{@link String} without unpaired surrogates</td></tr>
 * <tr><td>{@code list<u8>}</td><td>{@code byte[]}</td></tr>
 * <tr><td>{@code list<T>}</td><td>{@link List}</td></tr>
 * <tr><td>{@code record}, {@code tuple}</td><td>{@code Object[]} in the order of the fields</td></tr>
 * <tr><td>{@code variant}</td><td>{@link dev.paxoswasm.component.VariantValue}</td></tr>
 * <tr><td>{@code enum}</td><td>{@link Integer}, the index of the case</td></tr>
 * <tr><td>{@code flags}</td><td>{@link java.util.BitSet}</td></tr>
 * <tr><td>{@code option<T>}</td><td>{@link java.util.Optional}</td></tr>
 * <tr><td>{@code result<T, E>}</td><td>{@link dev.paxoswasm.component.ResultValue}</td></tr>
 * <tr><td>{@code own<T>}, {@code borrow<T>}</td><td>{@link dev.paxoswasm.component.abi.ResourceHandle}</td></tr>
 * </table>
 */
public sealed interface WitType
        permits PrimitiveType,
                ListType,
                RecordType,
                TupleType,
                VariantType,
                EnumType,
                FlagsType,
                OptionType,
                ResultType,
                OwnType,
                BorrowType {

    WitType BOOL = PrimitiveType.BOOL;
    WitType S8 = PrimitiveType.S8;
    WitType U8 = PrimitiveType.U8;
    WitType S16 = PrimitiveType.S16;
    WitType U16 = PrimitiveType.U16;
    WitType S32 = PrimitiveType.S32;
    WitType U32 = PrimitiveType.U32;
    WitType S64 = PrimitiveType.S64;
    WitType U64 = PrimitiveType.U64;
    WitType F32 = PrimitiveType.F32;
    WitType F64 = PrimitiveType.F64;
    WitType CHAR = PrimitiveType.CHAR;
    WitType STRING = PrimitiveType.STRING;

    static WitType list(WitType element) {
        return new ListType(element);
    }

    static WitType record(Field... fields) {
        return new RecordType(List.of(fields));
    }

    static WitType tuple(WitType... elements) {
        return new TupleType(List.of(elements));
    }

    static WitType variant(Case... cases) {
        return new VariantType(List.of(cases));
    }

    static WitType enumeration(String... names) {
        return new EnumType(List.of(names));
    }

    static WitType flags(String... names) {
        return new FlagsType(List.of(names));
    }

    static WitType option(WitType element) {
        return new OptionType(element);
    }

    static WitType result(@Nullable WitType ok, @Nullable WitType err) {
        return new ResultType(ok, err);
    }

    static WitType own(ResourceType resource) {
        return new OwnType(resource);
    }

    static WitType borrow(ResourceType resource) {
        return new BorrowType(resource);
    }

    static Field field(String name, WitType type) {
        return new Field(name, type);
    }

    /** A case that carries nothing. */
    static Case variantCase(String name) {
        return new Case(name, null);
    }

    static Case variantCase(String name, @Nullable WitType payload) {
        return new Case(name, payload);
    }
}
