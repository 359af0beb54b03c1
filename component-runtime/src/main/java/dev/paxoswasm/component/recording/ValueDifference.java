package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first thing in which a value is another one than was recorded.
 *
 * @param path to it, such as {@code .request.ballot.round}; empty for the value as a whole
 * @param recorded what stands there in the recording
 * @param came what stands there instead
 */
record ValueDifference(String path, String recorded, String came) {

    /** Null where the values are the same. */
    static @Nullable ValueDifference of(WitType type, Object recorded, Object came) {
        return find(type, recorded, came, "");
    }

    static @Nullable ValueDifference ofParameters(List<Field> parameters, Object[] recorded, Object[] came) {
        return ofFields(parameters, recorded, came, "");
    }

    private static @Nullable ValueDifference find(WitType type, Object recorded, Object came, String path) {
        return switch (type) {
            case ListType(WitType element)
            when element == WitType.U8 ->
                Arrays.equals((byte[]) recorded, (byte[]) came) ? null : whole(type, recorded, came, path);
            case ListType(WitType element) -> ofLists(type, element, (List<?>) recorded, (List<?>) came, path);
            case RecordType(List<Field> fields) -> ofFields(fields, (Object[]) recorded, (Object[]) came, path + ".");
            case TupleType(List<WitType> elements) -> {
                ValueDifference first = null;
                for (int i = 0; first == null && i < elements.size(); i++) {
                    first = find(elements.get(i), ((Object[]) recorded)[i], ((Object[]) came)[i], path + "." + i);
                }
                yield first;
            }
            case VariantType(List<Case> cases) -> {
                VariantValue one = (VariantValue) recorded;
                VariantValue other = (VariantValue) came;
                Case of = cases.get(one.caseIndex());
                yield one.caseIndex() == other.caseIndex()
                        ? ofPayloads(of.payload(), one.payload(), other.payload(), path + "/" + of.name())
                        : whole(type, recorded, came, path);
            }
            case OptionType(WitType element) -> {
                Object one = ((Optional<?>) recorded).orElse(null);
                Object other = ((Optional<?>) came).orElse(null);
                yield one == null || other == null
                        ? one == other ? null : whole(type, recorded, came, path)
                        : find(element, one, other, path + "/some");
            }
            case ResultType(WitType ok, WitType err) -> {
                boolean fine = recorded instanceof ResultValue.Ok;
                yield fine == came instanceof ResultValue.Ok
                        ? ofPayloads(
                                fine ? ok : err,
                                ((ResultValue) recorded).payload(),
                                ((ResultValue) came).payload(),
                                path + (fine ? "/ok" : "/err"))
                        : whole(type, recorded, came, path);
            }
            default -> recorded.equals(came) ? null : whole(type, recorded, came, path);
        };
    }

    private static @Nullable ValueDifference ofFields(
            List<Field> fields, Object[] recorded, Object[] came, String before) {
        ValueDifference first = null;
        for (int i = 0; first == null && i < fields.size(); i++) {
            first = find(
                    fields.get(i).type(),
                    recorded[i],
                    came[i],
                    before + fields.get(i).name());
        }
        return first;
    }

    private static @Nullable ValueDifference ofPayloads(
            @Nullable WitType type, @Nullable Object recorded, @Nullable Object came, String path) {
        return type == null ? null : find(type, Objects.requireNonNull(recorded), Objects.requireNonNull(came), path);
    }

    private static @Nullable ValueDifference ofLists(
            WitType type, WitType element, List<?> recorded, List<?> came, String path) {
        for (int i = 0; i < Math.min(recorded.size(), came.size()); i++) {
            ValueDifference first = find(element, recorded.get(i), came.get(i), path + "[" + i + "]");
            if (first != null) {
                return first;
            }
        }
        return recorded.size() == came.size() ? null : whole(type, recorded, came, path);
    }

    private static ValueDifference whole(WitType type, Object recorded, Object came, String path) {
        return new ValueDifference(path, ValueText.of(type, recorded), ValueText.of(type, came));
    }
}
