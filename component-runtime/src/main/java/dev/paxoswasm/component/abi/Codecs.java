package dev.paxoswasm.component.abi;

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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the codec of a type, and the signature of a function type; one for each type that is shared. For one thread,
 * which parses a component.
 */
public final class Codecs {

    private final Map<WitType, Codec> known = new IdentityHashMap<>();
    private final Map<FunctionType, Signature> signatures = new IdentityHashMap<>();
    private final ToIntFunction<ResourceType> resources;

    /** @param resources gives each resource type its number in the plan */
    public Codecs(ToIntFunction<ResourceType> resources) {
        this.resources = resources;
    }

    public Signature signature(FunctionType type) {
        return signatures.computeIfAbsent(type, t -> new Signature(t, this));
    }

    Codec of(WitType type) {
        Codec codec = known.get(type);
        if (codec == null) {
            codec = make(type);
            known.put(type, codec);
        }
        return codec;
    }

    private @Nullable Codec orNull(@Nullable WitType type) {
        return type == null ? null : of(type);
    }

    private Codec make(WitType type) {
        return switch (type) {
            case PrimitiveType primitive -> PrimitiveCodecs.of(primitive);
            case ListType(WitType element) -> element == WitType.U8 ? new BytesCodec() : new ListCodec(of(element));
            case RecordType(List<Field> fields) ->
                ProductCodec.of(
                        "record",
                        fields.stream().map(field -> "." + field.name()).toList(),
                        fields.stream().map(field -> of(field.type())).toList());
            case TupleType(List<WitType> elements) ->
                ProductCodec.of(
                        "tuple",
                        IntStream.range(0, elements.size())
                                .mapToObj(i -> "." + i)
                                .toList(),
                        elements.stream().map(this::of).toList());
            case FlagsType(List<String> names) -> new FlagsCodec(names.size());
            case EnumType(List<String> names) ->
                cases(CaseShape.ENUM, "enum", names, new @Nullable WitType[names.size()]);
            case VariantType(List<Case> cases) ->
                cases(
                        CaseShape.VARIANT,
                        "variant",
                        cases.stream().map(Case::name).toList(),
                        cases.stream().map(Case::payload).toArray(WitType[]::new));
            case OptionType(WitType element) ->
                cases(CaseShape.OPTION, "option", List.of("none", "some"), null, element);
            case ResultType(WitType ok, WitType err) ->
                cases(CaseShape.RESULT, "result", List.of("ok", "err"), ok, err);
            case OwnType(ResourceType resource) ->
                new HandleCodec(HandleCodec.Ownership.OWN, resources.applyAsInt(resource));
            case BorrowType(ResourceType resource) ->
                new HandleCodec(HandleCodec.Ownership.BORROW, resources.applyAsInt(resource));
        };
    }

    private Codec cases(CaseShape shape, String what, List<String> names, @Nullable WitType... payloads) {
        List<@Nullable Codec> codecs = new ArrayList<>();
        for (WitType payload : payloads) {
            codecs.add(orNull(payload));
        }
        return CasesCodec.of(
                shape, what, names.stream().map(name -> "(" + name + ")").toList(), codecs);
    }
}
