package dev.paxoswasm.role.web.plain;

/** Answers the plain requests to one path. */
public interface PlainHandler {

    String path();

    /** Its name, for the meters. */
    String operation();

    /** Whether the request leaves nothing to decide; others are for the container. */
    boolean isPlain(PlainRequest request);

    /**
     * Begins to answer. It is called by the thread that looks at all connections, hence must not wait. What it throws
     * is explained to the client; it must not have given the exchange to anyone then.
     */
    void begin(PlainRequest request, PlainExchange exchange);
}
