package dev.paxoswasm.component.type;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds function types against each other: resource types, which equal only themselves, by what they stand for. It says
 * where a difference is: {@code .} before a field, {@code /} before a case, {@code []} for the elements of a list.
 */
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
        return difference(one, other) == null;
    }

    /**
     * The first thing in which a type differs from the one that is wanted, such as {@code request.ballot.round is u32,
     * not u64}; null if it is the same.
     */
    public @Nullable String difference(FunctionType wanted, FunctionType met) {
        String parameters = ofFields(wanted.parameters(), met.parameters(), "");
        if (parameters != null) {
            return parameters;
        }
        String result = of(wanted.result(), met.result());
        return result == null ? null : "the result" + result;
    }

    /** @param before what stands before a name */
    private @Nullable String ofFields(List<Field> wanted, List<Field> met, String before) {
        String names = ofNames(
                wanted.stream().map(Field::name).toList(),
                met.stream().map(Field::name).toList(),
                before);
        for (int i = 0; names == null && i < wanted.size(); i++) {
            String type = of(wanted.get(i).type(), met.get(i).type());
            names = type == null ? null : before + wanted.get(i).name() + type;
        }
        return names;
    }

    private @Nullable String ofCases(List<Case> wanted, List<Case> met) {
        String names = ofNames(
                wanted.stream().map(Case::name).toList(),
                met.stream().map(Case::name).toList(),
                "/");
        for (int i = 0; names == null && i < wanted.size(); i++) {
            String type = of(wanted.get(i).payload(), met.get(i).payload());
            names = type == null ? null : "/" + wanted.get(i).name() + type;
        }
        return names;
    }

    private static @Nullable String ofNames(List<String> wanted, List<String> met, String before) {
        for (int i = 0; i < Math.max(wanted.size(), met.size()); i++) {
            if (i >= met.size()) {
                return before + wanted.get(i) + " is missing";
            }
            if (i >= wanted.size()) {
                return before + met.get(i) + " is too much";
            }
            if (!wanted.get(i).equals(met.get(i))) {
                return before + met.get(i) + " stands where " + before + wanted.get(i) + " is wanted";
            }
        }
        return null;
    }

    private @Nullable String of(@Nullable WitType wanted, @Nullable WitType met) {
        if (wanted == null || met == null) {
            return wanted == met ? null : " is " + (met == null ? "nothing, not " + wanted : met + ", not nothing");
        }
        return switch (wanted) {
            case OwnType(ResourceType one) when met instanceof OwnType(ResourceType other) -> ofResources(one, other);
            case BorrowType(ResourceType one)
            when met instanceof BorrowType(ResourceType other) -> ofResources(one, other);
            case ListType(WitType one) when met instanceof ListType(WitType other) -> within("[]", of(one, other));
            case OptionType(WitType one)
            when met instanceof OptionType(WitType other) -> within("/some", of(one, other));
            case ResultType(WitType ok, WitType err)
            when met instanceof ResultType(WitType otherOk, WitType otherErr) -> {
                String first = of(ok, otherOk);
                yield first == null ? within("/err", of(err, otherErr)) : "/ok" + first;
            }
            case TupleType(List<WitType> one)
            when met instanceof TupleType(List<WitType> other) && one.size() == other.size() -> {
                String first = null;
                for (int i = 0; first == null && i < one.size(); i++) {
                    first = within("." + i, of(one.get(i), other.get(i)));
                }
                yield first;
            }
            case RecordType(List<Field> one)
            when met instanceof RecordType(List<Field> other) -> ofFields(one, other, ".");
            case VariantType(List<Case> one) when met instanceof VariantType(List<Case> other) -> ofCases(one, other);
            default -> wanted.equals(met) ? null : " is " + met + ", not " + wanted;
        };
    }

    private @Nullable String ofResources(ResourceType wanted, ResourceType met) {
        return sameResource.test(wanted, met) ? null : " is of another resource type than this " + wanted;
    }

    private static @Nullable String within(String step, @Nullable String difference) {
        return difference == null ? null : step + difference;
    }
}
