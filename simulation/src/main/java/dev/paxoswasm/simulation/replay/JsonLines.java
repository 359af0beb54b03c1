package dev.paxoswasm.simulation.replay;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.RepeatedCall.Call;
import dev.paxoswasm.component.recording.RepeatedCall.Outcome;
import dev.paxoswasm.component.recording.RepeatedCall.Question;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls as JSON, one a line, with values as the services write them: names in camelCase, {@code list<u8>} as base64, a
 * case as an object with its name, nothing for {@code none}. Nothing is cut.
 */
final class JsonLines implements CallPrinter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern WORD = Pattern.compile("-(.)");

    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void begin(Recording recording, Component component) {
        ObjectNode line = NODES.objectNode();
        ObjectNode about = line.putObject("recording");
        recording.about().forEach(about::put);
        line.put("repeatedBy", component.digest());
        line.put("firstCall", recording.firstCall());
        line.put("calls", recording.calls());
        print(line);
    }

    @Override
    public void call(RepeatedCall repeated) {
        ObjectNode line = NODES.objectNode().put("call", repeated.number());
        Call call = repeated.call();
        if (call != null) {
            write(call, line);
        }
        ArrayNode asks = line.putArray("asks");
        repeated.asked().forEach(question -> asks.add(json(question)));
        switch (repeated.outcome()) {
            case null -> {}
            case Outcome.Returned(Object result) -> {
                if (result != null && call != null && call.type().result() != null) {
                    line.set("returned", json(call.type().result(), result));
                }
            }
            case Outcome.Failed(var failing, String said) ->
                line.putObject("failed")
                        .put("how", failing.name().toLowerCase(Locale.ROOT))
                        .put("said", said);
        }
        repeated.difference()
                .ifPresent(difference -> line.putObject("difference")
                        .put("where", difference.where())
                        .put("recorded", difference.recorded())
                        .put("came", difference.came()));
        print(line);
    }

    @Override
    public void end(long repeated) {}

    private void print(JsonNode line) {
        out.println(JsonMapper.shared().writeValueAsString(line));
    }

    private static JsonNode json(Question question) {
        ObjectNode asked = NODES.objectNode();
        write(question.call(), asked);
        WitType type = question.call().type().result();
        if (type != null && question.answer() != null) {
            asked.set("answer", json(type, question.answer()));
        }
        return asked;
    }

    private static void write(Call call, ObjectNode into) {
        into.put("interface", call.interfaceName()).put("function", call.function());
        into.set("arguments", fields(call.type().parameters(), call.arguments()));
    }

    private static ObjectNode fields(List<Field> fields, Object[] values) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] instanceof Optional<?> option && option.isEmpty())) {
                object.set(camelCase(fields.get(i).name()), json(fields.get(i).type(), values[i]));
            }
        }
        return object;
    }

    private static String camelCase(String name) {
        return WORD.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }

    private static JsonNode json(WitType type, Object value) {
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive, value);
            case ListType(WitType element) when element == WitType.U8 -> NODES.binaryNode((byte[]) value);
            case ListType(WitType element) -> {
                ArrayNode array = NODES.arrayNode();
                ((List<?>) value).forEach(each -> array.add(json(element, each)));
                yield array;
            }
            case RecordType(List<Field> fields) -> fields(fields, (Object[]) value);
            case TupleType(List<WitType> elements) -> {
                ArrayNode array = NODES.arrayNode();
                for (int i = 0; i < elements.size(); i++) {
                    array.add(json(elements.get(i), ((Object[]) value)[i]));
                }
                yield array;
            }
            case VariantType(List<Case> cases) -> {
                VariantValue variant = (VariantValue) value;
                Case of = cases.get(variant.caseIndex());
                yield ofCase(of.name(), of.payload(), variant.payload());
            }
            case EnumType(List<String> names) -> NODES.stringNode(camelCase(names.get((Integer) value)));
            case FlagsType(List<String> names) -> {
                ArrayNode array = NODES.arrayNode();
                ((BitSet) value).stream().forEach(bit -> array.add(camelCase(names.get(bit))));
                yield array;
            }
            case OptionType(WitType element) -> {
                Object some = ((Optional<?>) value).orElse(null);
                yield some == null ? NODES.nullNode() : json(element, some);
            }
            case ResultType(WitType ok, WitType err) ->
                value instanceof ResultValue.Ok
                        ? ofCase("ok", ok, ((ResultValue) value).payload())
                        : ofCase("err", err, ((ResultValue) value).payload());
            case OwnType _, BorrowType _ -> throw new IllegalArgumentException("handles are not recorded");
        };
    }

    private static JsonNode ofCase(String name, @Nullable WitType type, @Nullable Object payload) {
        ObjectNode object = NODES.objectNode();
        object.set(camelCase(name), type == null ? NODES.objectNode() : json(type, Objects.requireNonNull(payload)));
        return object;
    }

    private static JsonNode primitive(PrimitiveType type, Object value) {
        return switch (type) {
            case BOOL -> NODES.booleanNode((Boolean) value);
            case S8, U8, S16, U16, S32 -> NODES.numberNode((Integer) value);
            case U32, S64 -> NODES.numberNode((Long) value);
            case U64 -> NODES.numberNode(new BigInteger(Long.toUnsignedString((Long) value)));
            case F32 -> NODES.numberNode((Float) value);
            case F64 -> NODES.numberNode((Double) value);
            case CHAR -> NODES.stringNode(Character.toString((Integer) value));
            case STRING -> NODES.stringNode((String) value);
        };
    }
}
