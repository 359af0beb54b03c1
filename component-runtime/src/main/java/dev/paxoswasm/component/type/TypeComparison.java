package dev.paxoswasm.component.type;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Holds function types against each other: resource types, which equal only themselves, by what they stand for. */
public final class TypeComparison {

    private final BiPredicate<ResourceType, ResourceType> sameResource;

    /** @param sameResource whether a resource type of the one side is meant by one of the other */
    public TypeComparison(BiPredicate<ResourceType, ResourceType> sameResource) {
        this.sameResource = sameResource;
    }

    /**
     * Takes each resource type of the one side for the one that first stands in its place on the other, and for no
     * other after that.
     *
     * @param pairs gets what stands for what
     */
    public static TypeComparison pairing(Map<ResourceType, ResourceType> pairs) {
        return new TypeComparison((one, other) -> {
            ResourceType known = pairs.get(one);
            if (known == null && !pairs.containsValue(other)) {
                pairs.put(one, other);
                return true;
            }
            return known == other;
        });
    }

    public boolean same(FunctionType one, FunctionType other) {
        return sameFields(one.parameters(), other.parameters()) && same(one.result(), other.result());
    }

    private boolean sameFields(List<Field> offer, List<Field> want) {
        return sameParts(
                offer, want, (one, other) -> one.name().equals(other.name()) && same(one.type(), other.type()));
    }

    private <T> boolean sameParts(List<T> offer, List<T> want, BiPredicate<T, T> same) {
        if (offer.size() != want.size()) {
            return false;
        }
        for (int i = 0; i < offer.size(); i++) {
            if (!same.test(offer.get(i), want.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean same(@Nullable WitType offer, @Nullable WitType want) {
        return switch (offer) {
            case null -> want == null;
            case OwnType(ResourceType one) ->
                want instanceof OwnType(ResourceType other) && sameResource.test(one, other);
            case BorrowType(ResourceType one) ->
                want instanceof BorrowType(ResourceType other) && sameResource.test(one, other);
            case ListType(WitType one) -> want instanceof ListType(WitType other) && same(one, other);
            case OptionType(WitType one) -> want instanceof OptionType(WitType other) && same(one, other);
            case ResultType(WitType ok, WitType err) ->
                want instanceof ResultType(WitType otherOk, WitType otherErr)
                        && same(ok, otherOk)
                        && same(err, otherErr);
            case TupleType(List<WitType> one) ->
                want instanceof TupleType(List<WitType> other) && sameParts(one, other, this::same);
            case RecordType(List<Field> one) -> want instanceof RecordType(List<Field> other) && sameFields(one, other);
            case VariantType(List<Case> one) ->
                want instanceof VariantType(List<Case> other)
                        && sameParts(
                                one,
                                other,
                                (each, that) ->
                                        each.name().equals(that.name()) && same(each.payload(), that.payload()));
            case PrimitiveType primitive -> primitive == want;
            case EnumType named -> named.equals(want);
            case FlagsType named -> named.equals(want);
        };
    }
}
