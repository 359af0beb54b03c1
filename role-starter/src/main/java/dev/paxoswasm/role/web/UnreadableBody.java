package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitFormatException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says of a body that could not be read where the fault is, what it is, and what would be right. */
final class UnreadableBody {

    private UnreadableBody() {}

    static Problem explain(HttpMessageNotReadableException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException problem) {
                return problem.problem();
            }
            if (cause instanceof WitFormatException format) {
                return new Problem(ProblemType.INVALID, String.valueOf(format.getMessage()));
            }
            if (cause instanceof JacksonException jackson) {
                return explain(jackson);
            }
        }
        return new Problem(
                ProblemType.MALFORMED_BODY, "the body is missing or cut short; send one as the operation describes");
    }

    static Problem explain(JacksonException e) {
        Throwable cause = e.getCause();
        if (cause instanceof ProblemException problem) {
            return problem.problem();
        }
        return switch (e) {
            case StreamConstraintsException bound ->
                new Problem(ProblemType.INVALID, "the body is over a bound: " + firstSentence(bound) + at(bound));
            case InputCoercionException number -> invalid(number, "is out of the range of its type");
            case StreamReadException malformed ->
                new Problem(
                        ProblemType.MALFORMED_BODY,
                        "the body is malformed: " + firstSentence(malformed) + at(malformed));
            case UnrecognizedPropertyException unknown ->
                invalid(unknown, "is no member here; known are " + known(unknown));
            case InvalidFormatException format ->
                invalid(
                        format,
                        "is " + quoted(format.getValue()) + ", but must be " + WitWords.of(format.getTargetType()));
            case ValueInstantiationException rejected -> invalid(rejected, reason(rejected));
            case MismatchedInputException mismatched -> invalid(mismatched, mismatch(mismatched));
            default ->
                invalid(
                        e,
                        cause instanceof IllegalArgumentException
                                ? String.valueOf(cause.getMessage())
                                : "cannot be read");
        };
    }

    private static String mismatch(MismatchedInputException e) {
        String message = String.valueOf(e.getOriginalMessage());
        if (message.startsWith("Missing required creator property")) {
            // The path ends in its name.
            return "is missing; it must be given";
        }
        if (message.startsWith("Missing ") || message.contains("missing")) {
            return Sanitized.of(message);
        }
        if (message.startsWith("No content")) {
            return "is empty; send a body as the operation describes";
        }
        if (message.startsWith("Trailing token")) {
            return "is followed by something else; send one value";
        }
        return "is of another type; it must be " + WitWords.of(e.getTargetType());
    }

    private static Problem invalid(JacksonException e, String what) {
        String path = path(e.getPath());
        return new Problem(ProblemType.INVALID, (path.isEmpty() ? "the body" : path) + " " + what + at(e));
    }

    private static String reason(ValueInstantiationException e) {
        Throwable cause = e.getCause();
        return "is not valid: "
                + (cause == null || cause.getMessage() == null
                        ? "it breaks a rule of the contract"
                        : Sanitized.of(cause.getMessage()));
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String quoted(@Nullable Object value) {
        return "'" + Sanitized.shown(String.valueOf(value)) + "'";
    }

    private static String at(JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return "";
        }
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private static String firstSentence(JacksonException e) {
        return Sanitized.of(
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("it cannot be read"));
    }
}
