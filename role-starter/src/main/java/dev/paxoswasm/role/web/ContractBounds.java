package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds what callers send in JSON to what the contract says of it in OpenAPI, and no Java type does: where numbers
 * begin, which lists are not empty, and that nothing is null. A component checks what it lives by; what comes in
 * binary, as from other nodes, is left to it.
 */
@ControllerAdvice
final class ContractBounds extends RequestBodyAdviceAdapter {

    private static final String CONTRACT = "dev.paxoswasm.contract.";
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])[A-Z]");

    private final JsonMapper json;

    ContractBounds(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return converterType != WitValueConverter.class
                && parameter.getParameterType().getName().startsWith(CONTRACT);
    }

    /** Once it is read, a null cannot be told from what was left out. */
    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        byte[] body = message.getBody().readAllBytes();
        refuseNulls(body);
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return new ByteArrayInputStream(body);
            }

            @Override
            public HttpHeaders getHeaders() {
                return message.getHeaders();
            }
        };
    }

    private void refuseNulls(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NULL) {
                    String name = parser.currentName();
                    throw ProblemType.INVALID.because((name == null ? "an element" : Sanitized.shown(name))
                            + " is null; give a value, or leave it out where it may be left out");
                }
            }
        } catch (JacksonException e) {
            // Who reads the body will say what is wrong with it.
        }
    }

    @Override
    public Object afterBodyRead(
            Object body,
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType) {
        check(body);
        return body;
    }

    private static void check(@Nullable Object value) {
        switch (value) {
            case Record parts -> {
                for (RecordComponent component : parts.getClass().getRecordComponents()) {
                    checkMember(valueOf(component.getAccessor(), parts), component);
                }
            }
            case Optional<?> option -> option.ifPresent(ContractBounds::check);
            case List<?> elements -> elements.forEach(ContractBounds::check);
            case null, default -> {}
        }
    }

    private static void checkMember(@Nullable Object value, RecordComponent component) {
        Object present = value instanceof Optional<?> option ? option.orElse(null) : value;
        Schema schema = component.getAccessor().getAnnotation(Schema.class);
        ArraySchema array = component.getAccessor().getAnnotation(ArraySchema.class);
        if (schema != null && present instanceof Number number) {
            checkNumber(number, schema, component);
        }
        if (array != null && present instanceof List<?> elements) {
            checkList(elements, array, component);
        }
        check(present);
    }

    private static void checkList(List<?> elements, ArraySchema array, RecordComponent component) {
        if (elements.isEmpty() && array.minItems() == 1) {
            throw invalid(component, " must have at least one element, but is empty");
        }
        for (Object element : elements) {
            if (element instanceof Number number) {
                checkNumber(number, array.schema(), component);
            }
        }
    }

    private static void checkNumber(Number number, Schema schema, RecordComponent component) {
        if (!schema.minimum().isEmpty() && number.longValue() < Long.parseLong(schema.minimum())) {
            throw invalid(
                    component, " must be from " + schema.minimum() + " to " + schema.maximum() + ", but is " + number);
        }
    }

    private static RefusalException invalid(RecordComponent component, String what) {
        String member = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        return new RefusalException(new Refusal.Invalid(inWit(member) + what));
    }

    /** A name as WIT has it: {@code prepare-request.first-slot}. */
    private static String inWit(String javaName) {
        return CAPITAL.matcher(javaName).replaceAll("-$0").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object valueOf(Method accessor, Record parts) {
        try {
            return accessor.invoke(parts);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
