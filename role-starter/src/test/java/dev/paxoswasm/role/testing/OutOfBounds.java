package dev.paxoswasm.role.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.WitBinary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests with one number just outside of what the contract says of it, in binary as other nodes send them, and in
 * JSON: a node refuses them all, by the name of the number.
 */
public final class OutOfBounds {

    private static final JsonMapper JSON = JsonMapper.shared();

    private OutOfBounds() {}

    private record Outlier(String member, long value, Object request) {}

    /**
     * Posts every one there is.
     *
     * @param valid a request that the node would not refuse as invalid, with a value for all that may be left out
     */
    public static void assertRefused(RunningNode node, String path, Record valid) {
        List<Outlier> outliers = inRecord(valid).toList();
        assertThat(outliers).as("numbers with bounds in %s", valid).isNotEmpty();
        for (Outlier outlier : outliers) {
            assertRefused(outlier, node.message(path, WitBinary.encode(outlier.request)));
            assertRefused(outlier, node.postJson(path, JSON.writeValueAsString(outlier.request)));
        }
    }

    private static void assertRefused(Outlier outlier, HttpResponse<String> response) {
        assertThat(response.statusCode())
                .as("%s = %s: %s", outlier.member, outlier.value, response.body())
                .isEqualTo(400);
        assertThat(RunningNode.json(response).path("detail").asString())
                .as("%s = %s", outlier.member, outlier.value)
                .containsIgnoringCase(outlier.member);
    }

    private static Stream<Outlier> inValue(@Nullable Object value) {
        return switch (value) {
            case Record parts -> inRecord(parts);
            case Optional<?> option -> option.stream().flatMap(it -> wrapped(inValue(it), Optional::of));
            case List<?> elements ->
                IntStream.range(0, elements.size())
                        .boxed()
                        .flatMap(place -> wrapped(inValue(elements.get(place)), other -> with(elements, place, other)));
            case null, default -> Stream.empty();
        };
    }

    private static Stream<Outlier> wrapped(Stream<Outlier> inner, UnaryOperator<Object> around) {
        return inner.map(it -> new Outlier(it.member, it.value, around.apply(it.request)));
    }

    private static List<Object> with(List<?> elements, int place, Object other) {
        List<Object> copy = new ArrayList<>(elements);
        copy.set(place, other);
        return copy;
    }

    private static Stream<Outlier> inRecord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(it -> valueOf(it, record)).toArray();
        return IntStream.range(0, components.length)
                .boxed()
                .flatMap(place -> Stream.concat(numbers(components[place], values[place]), inValue(values[place]))
                        .flatMap(it -> made(record.getClass(), values, place, it.request)
                                .map(request -> new Outlier(it.member, it.value, request))
                                .stream()));
    }

    /** One below the least and one above the greatest that a number may be. */
    private static Stream<Outlier> numbers(RecordComponent component, Object value) {
        Object present = value instanceof Optional<?> option ? option.orElse(null) : value;
        Schema schema = component.getAccessor().getAnnotation(Schema.class);
        if (schema == null || schema.minimum().isEmpty() || !(present instanceof Long)) {
            return Stream.empty();
        }
        return Stream.of(Long.parseLong(schema.minimum()) - 1, Long.parseLong(schema.maximum()) + 1)
                .map(number -> new Outlier(
                        component.getName().replaceAll("(?=[A-Z])", "-"),
                        number,
                        value instanceof Optional<?> ? Optional.of(number) : number));
    }

    /** The record with another value at a place; empty where its Java type holds no such value. */
    private static Optional<Object> made(Class<?> type, Object[] values, int place, Object other) {
        Object[] changed = values.clone();
        changed[place] = other;
        try {
            Constructor<?> constructor = type.getDeclaredConstructors()[0];
            return Optional.of(constructor.newInstance(changed));
        } catch (InvocationTargetException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
