package dev.paxoswasm.role.web;

import java.net.URI;
import java.util.Locale;

/** The kinds of problems that a service answers with (RFC 9457). Their URIs never change. */
public enum ProblemType {
    /** The body is neither JSON nor the binary form of a value. */
    MALFORMED_BODY(400, "The body cannot be read"),
    /** The request breaks a rule of the contract. */
    INVALID(400, "The request is not valid"),
    /** What changes a node is taken from its own machine only. */
    NOT_ALLOWED(403, "Only the machine of the node may ask for this"),
    NOT_FOUND(404, "There is nothing at this path"),
    UNKNOWN_NODE(404, "No such node is known"),
    /** The calls into the component cannot be repeated. */
    NOT_RECORDED(404, "There is no recording"),
    /** The slot is not chosen yet, as far as could be learned. */
    NOT_CHOSEN(404, "The slot is not chosen yet"),
    METHOD_NOT_ALLOWED(405, "The path does not take this method"),
    NOT_ACCEPTABLE(406, "None of the accepted media types can be given"),
    /** What was sent did not arrive in time. */
    TOO_SLOW(408, "The request takes too long to arrive"),
    /** The present component goes on. */
    COMPONENT_REFUSED(409, "The component cannot take over"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The media type of the body is not supported"),
    MISADDRESSED(421, "The request is for another node"),
    /** Its sender says something else of the cluster than this node. */
    OTHER_CLUSTER(421, "The request is from a node of another cluster"),
    OVERLOADED(429, "Too much is under way"),
    INTERNAL(500, "The service failed"),
    COMPONENT_FAILED(500, "The component failed"),
    VIOLATION(500, "An invariant of the protocol would break"),
    UNAVAILABLE(503, "The node cannot serve now"),
    STORAGE_FAILED(503, "The storage of the node failed"),
    /** The value was not chosen within the deadline; it may be chosen later. */
    OUTCOME_UNKNOWN(503, "The value was not chosen in time");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** {@code urn:paxos-wasm:problem:} and the name. */
    public URI uri() {
        return URI.create(
                "urn:paxos-wasm:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    public ProblemException because(String detail) {
        return new ProblemException(new Problem(this, detail));
    }
}
