package dev.paxoswasm.contract;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Values of the contract's types, drawn with a seed. */
final class RandomMessages {

    private static final long LARGEST_U32 = (1L << 32) - 1;
    private static final List<String> TEXTS = List.of("", "a", "Grüße", "\0", "漢字", "\uD83C\uDF75 tea", "\uFFFD");

    private final Random random;

    RandomMessages(long seed) {
        this.random = new Random(seed);
    }

    <T> T next(Class<T> type) {
        return type.cast(value(type));
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == boolean.class) {
            return random.nextBoolean();
        } else if (plain == long.class || plain == Long.class) {
            return number();
        } else if (plain == String.class) {
            return TEXTS.get(random.nextInt(TEXTS.size()));
        } else if (plain == byte[].class) {
            byte[] bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(2_000) : random.nextInt(4)];
            random.nextBytes(bytes);
            return bytes;
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        } else if (plain.isSealed()) {
            return value(plain.getPermittedSubclasses()[random.nextInt(plain.getPermittedSubclasses().length)]);
        }
        return record(plain);
    }

    /** Up to the largest u32, since a {@code long} may be one; often at an end of the range of a LEB128 length. */
    private long number() {
        long ends = 1L << 7 * random.nextInt(5);
        long number = random.nextBoolean() ? ends - random.nextInt(2) : random.nextLong(LARGEST_U32 + 1);
        return Math.min(number, LARGEST_U32);
    }

    private Object generic(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.of(value(arguments[0])) : Optional.empty();
        } else if (raw == WitResult.class) {
            return random.nextBoolean()
                    ? new WitResult.Ok<>(value(arguments[0]))
                    : new WitResult.Err<>(value(arguments[1]));
        } else if (raw == List.class) {
            List<Object> list = new ArrayList<>();
            for (int left = random.nextInt(4); left > 0; left--) {
                list.add(value(arguments[0]));
            }
            return list;
        }
        throw new IllegalArgumentException("no values of " + raw);
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
