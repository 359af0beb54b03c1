package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.WitFormatException;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.role.component.SwapRefusedException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springdoc.api.OpenApiResourceNotFoundException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.core.JacksonException;

/** Makes a problem document of whatever ends a request. None of them shows a class name or a stack trace. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Problem> refused(RefusalException e) {
        return ProblemWriter.entity(Problem.of(e.refusal()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> problem(ProblemException e) {
        return ProblemWriter.entity(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<Problem> componentFailed(ComponentFailedException e) {
        return answer(
                ProblemType.COMPONENT_FAILED,
                "the component did not run to the end of this call; nothing of the call was stored or sent, and the component"
                        + " was made anew from what is stored");
    }

    @ExceptionHandler
    ResponseEntity<Problem> swapRefused(SwapRefusedException e) {
        return answer(ProblemType.COMPONENT_REFUSED, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> outOfService(OutOfServiceException e) {
        return switch (e.reason()) {
            case STORAGE ->
                answer(
                        ProblemType.STORAGE_FAILED,
                        "the storage failed, and the node serves no more until its disk"
                                + " can be written again; whether this request was stored is unknown");
            case VIOLATION ->
                answer(
                        ProblemType.UNAVAILABLE,
                        "the node stopped because an invariant would have been broken: " + e.getMessage());
            case COMPONENT ->
                answer(ProblemType.UNAVAILABLE, "the component cannot be started at present; it is tried again");
            case SHUTDOWN -> answer(ProblemType.UNAVAILABLE, "the node is shutting down");
        };
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e) {
        return ProblemWriter.entity(UnreadableBody.explain(e));
    }

    @ExceptionHandler
    ResponseEntity<Problem> noValueOfItsType(WitFormatException e) {
        return answer(ProblemType.INVALID, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> malformed(JacksonException e) {
        return ProblemWriter.entity(Problem.of(e));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unsupported(HttpMediaTypeNotSupportedException e) {
        String given =
                e.getContentType() == null ? "no Content-Type is given" : e.getContentType() + " is not supported";
        return ProblemWriter.entity(
                new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, given + "; send " + list(e.getSupportedMediaTypes())),
                e.getHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Problem> notAcceptable(HttpMediaTypeNotAcceptableException e) {
        List<MediaType> given = e.getSupportedMediaTypes();
        return answer(
                ProblemType.NOT_ACCEPTABLE,
                given.isEmpty()
                        ? "Accept is malformed, or accepts nothing; write it as in application/json"
                        : "accept " + list(given));
    }

    @ExceptionHandler
    ResponseEntity<Problem> methodNotAllowed(HttpRequestMethodNotSupportedException e) {
        List<String> supported = List.of(Objects.requireNonNullElse(e.getSupportedMethods(), new String[0]));
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.ALLOW, String.join(", ", AllowedMethods.withImplied(supported)));
        return ProblemWriter.entity(
                new Problem(
                        ProblemType.METHOD_NOT_ALLOWED,
                        e.getMethod() + " is not supported here; use " + String.join(" or ", supported)),
                headers);
    }

    @ExceptionHandler({
        NoResourceFoundException.class,
        NoHandlerFoundException.class,
        OpenApiResourceNotFoundException.class
    })
    ResponseEntity<Problem> notFound() {
        return answer(ProblemType.NOT_FOUND, "no operation has this path; /v3/api-docs lists those there are");
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongType(MethodArgumentTypeMismatchException e) {
        if (e.getValue() instanceof Object[] values) {
            return answer(ProblemType.INVALID, e.getName() + " is given " + values.length + " times; give it once");
        }
        return answer(
                ProblemType.INVALID,
                "'" + Sanitized.shown(String.valueOf(e.getValue())) + "' is no value of the parameter " + e.getName()
                        + ", which is " + WitWords.of(e.getRequiredType()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingRequestValueException e) {
        return answer(
                ProblemType.INVALID,
                e.getBody().getDetail() == null
                        ? "a parameter is missing"
                        : e.getBody().getDetail());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Problem> failed(Exception e) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            // Whoever asked is gone; there is nobody to answer.
            LOG.debug("A request was given up by its sender: {}", e.getMessage());
            return null;
        }
        if (e instanceof org.springframework.web.ErrorResponse response
                && response.getStatusCode().is4xxClientError()) {
            String detail = response.getBody().getDetail();
            return answer(ProblemType.INVALID, detail == null ? "the request is not valid" : detail);
        }
        LOG.error("A request failed", e);
        return ProblemWriter.entity(Problem.unforeseen());
    }

    private static ResponseEntity<Problem> answer(ProblemType type, String detail) {
        return ProblemWriter.entity(new Problem(type, detail));
    }

    private static String list(List<MediaType> types) {
        return types.stream().map(MediaType::toString).distinct().sorted().collect(Collectors.joining(" or "));
    }
}
