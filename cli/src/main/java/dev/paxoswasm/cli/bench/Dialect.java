package dev.paxoswasm.cli.bench;

import java.util.List;

/** How a service is asked over HTTP to agree on values, one request at a time a connection. */
public interface Dialect {
    /** As in {@code /v1/proposals}. */
    String path();

    String mediaType();

    /** How many values one request carries. */
    int valuesARequest();

    byte[] body(List<byte[]> values);

    /**
     * Holds an answer against the values it is for.
     *
     * @param body from index 0 to before {@code length}
     * @return where each value stands in the service's order, as in a slot or revision
     * @throws BadAnswerException if not all of the values were agreed on
     */
    long[] positions(int status, byte[] body, int length, List<byte[]> values) throws BadAnswerException;
}
