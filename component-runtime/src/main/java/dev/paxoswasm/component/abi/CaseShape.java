package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How the Java class of variants, enums, options or results says which case a value is. */
enum CaseShape {
    VARIANT("variant as VariantValue") {
        @Override
        int indexOf(@Nullable Object value) {
            return value instanceof VariantValue variant ? variant.caseIndex() : WRONG;
        }

        @Override
        @Nullable
        Object payloadOf(Object value) {
            return ((VariantValue) value).payload();
        }

        @Override
        Object value(int index, @Nullable Object payload) {
            return new VariantValue(index, payload);
        }
    },
    ENUM("enum as Integer") {
        @Override
        int indexOf(@Nullable Object value) {
            return value instanceof Integer index ? index : WRONG;
        }

        @Override
        @Nullable
        Object payloadOf(Object value) {
            return null;
        }

        @Override
        Object value(int index, @Nullable Object payload) {
            return index;
        }
    },
    OPTION("option as java.util.Optional") {
        @Override
        int indexOf(@Nullable Object value) {
            return value instanceof Optional<?> option ? option.isPresent() ? 1 : 0 : WRONG;
        }

        @Override
        @Nullable
        Object payloadOf(Object value) {
            return ((Optional<?>) value).orElse(null);
        }

        @Override
        Object value(int index, @Nullable Object payload) {
            return Optional.ofNullable(payload);
        }
    },
    RESULT("result as ResultValue") {
        @Override
        int indexOf(@Nullable Object value) {
            return value instanceof ResultValue result ? result instanceof ResultValue.Ok ? 0 : 1 : WRONG;
        }

        @Override
        @Nullable
        Object payloadOf(Object value) {
            return ((ResultValue) value).payload();
        }

        @Override
        Object value(int index, @Nullable Object payload) {
            return index == 0 ? ResultValue.ok(payload) : ResultValue.err(payload);
        }
    };

    static final int WRONG = -1;

    private final String expected;

    CaseShape(String expected) {
        this.expected = expected;
    }

    String expected() {
        return expected;
    }

    abstract int indexOf(@Nullable Object value);

    abstract @Nullable Object payloadOf(Object value);

    abstract Object value(int index, @Nullable Object payload);
}
