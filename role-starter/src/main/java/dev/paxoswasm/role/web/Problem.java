package dev.paxoswasm.role.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.paxoswasm.contract.types.Refusal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/**
 * A problem document (RFC 9457).
 *
 * @param detail what is wrong with this request, and what would be right
 * @param refusal the refusal of the component where it was one, as the contract writes it
 */
@Schema(name = "Problem", description = "A problem document (RFC 9457).")
@JsonPropertyOrder({"type", "title", "status", "detail", "refusal"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        @JsonProperty("type") URI type,
        @JsonProperty("title") String title,
        @JsonProperty("status") int status,
        @JsonProperty("detail") String detail,

        @Schema(type = "object") @JsonProperty("refusal") @Nullable
        Refusal refusal) {

    public static final String MEDIA_TYPE = "application/problem+json";

    private static final int UNAVAILABLE_SECONDS = 1;

    public Problem(ProblemType type, String detail) {
        this(type.uri(), type.title(), type.status(), detail, null);
    }

    /** What a status says of a request that was answered with it and nothing more. */
    static Problem ofStatus(int status) {
        return switch (status) {
            case 400 ->
                new Problem(
                        ProblemType.INVALID,
                        "the head of the request is malformed, too long (server.max-http-request-header-size), or names a"
                                + " host or a path that is none");
            case 404 ->
                new Problem(ProblemType.NOT_FOUND, "no operation has this path; /v3/api-docs lists those there are");
            case 405 -> new Problem(ProblemType.METHOD_NOT_ALLOWED, "Allow lists the methods that the path takes");
            case 408 -> new Problem(ProblemType.TOO_SLOW, "the request did not arrive in time");
            case 413 -> new Problem(ProblemType.TOO_LARGE, "the request is longer than what is taken");
            case 415 ->
                new Problem(ProblemType.UNSUPPORTED_MEDIA_TYPE, "/v3/api-docs says which media types are taken");
            case 503 -> new Problem(ProblemType.UNAVAILABLE, "the service starts or stops; ask again");
            default -> status >= 500 && status != 501 && status != 505 ? unforeseen() : named(status);
        };
    }

    /** What nobody foresaw. */
    static Problem unforeseen() {
        return new Problem(ProblemType.INTERNAL, "the service failed in a way that nobody foresaw; its log says how");
    }

    /** A problem that is no more than its status (RFC 9457, section 4.2.1). */
    private static Problem named(int status) {
        HttpStatus known = HttpStatus.resolve(status);
        return new Problem(
                URI.create("about:blank"),
                known == null ? "The request cannot be served" : known.getReasonPhrase(),
                status,
                "the request asks for what HTTP has and this service has not; /v3/api-docs describes what it has",
                null);
    }

    /** What is wrong with a text that is not the JSON it should be. */
    public static Problem of(JacksonException unreadable) {
        return UnreadableBody.explain(unreadable);
    }

    /** The problem that a refusal is. */
    public static Problem of(Refusal refusal) {
        ProblemType type = switch (refusal) {
            case Refusal.Misaddressed misaddressed -> ProblemType.MISADDRESSED;
            case Refusal.UnknownNode unknown -> ProblemType.UNKNOWN_NODE;
            case Refusal.Invalid invalid -> ProblemType.INVALID;
            case Refusal.TooLarge tooLarge -> ProblemType.TOO_LARGE;
            case Refusal.Overloaded overloaded -> ProblemType.OVERLOADED;
            case Refusal.Unavailable unavailable -> ProblemType.UNAVAILABLE;
            case Refusal.Violation violation -> ProblemType.VIOLATION;
        };
        return new Problem(type.uri(), type.title(), type.status(), RefusalText.of(refusal), refusal);
    }

    /** In how many seconds it makes sense to ask again; 0 where it never does. */
    public long retryAfterSeconds() {
        if (refusal instanceof Refusal.Overloaded(long millis)) {
            return Math.max(1, (millis + 999) / 1000);
        }
        return status == 503 || status == 429 ? UNAVAILABLE_SECONDS : 0;
    }
}
