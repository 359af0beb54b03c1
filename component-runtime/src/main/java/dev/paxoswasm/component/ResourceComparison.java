package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the type that a function is offered with against the one that it is imported with, handles by what they are of.
 */
final class ResourceComparison {

    private final Map<ResourceType, Resource> offered;
    private final Map<ResourceType, Resource> wanted;

    /** Each side's resource types, as its types name them, and what they are. */
    ResourceComparison(Map<ResourceType, Resource> offered, Map<ResourceType, Resource> wanted) {
        this.offered = offered;
        this.wanted = wanted;
    }

    boolean same(FunctionType offer, FunctionType want) {
        // Equal types are compared as well: what they name may be another resource in each instance of a component.
        return sameFields(offer.parameters(), want.parameters()) && same(offer.result(), want.result());
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
            case OwnType(ResourceType one) -> want instanceof OwnType(ResourceType other) && same(one, other);
            case BorrowType(ResourceType one) -> want instanceof BorrowType(ResourceType other) && same(one, other);
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

    private boolean same(ResourceType offer, ResourceType want) {
        Resource resource = offered.get(offer);
        return resource != null && resource == wanted.get(want);
    }
}
