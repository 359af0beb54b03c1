package dev.paxoswasm.role.web.plain;

import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as the container speaks it, but for plain requests. The container makes it, from its name. */
public final class PlainProtocol extends Http11NioProtocol {

    private final PlainEndpoint endpoint;

    public PlainProtocol() {
        this(new PlainEndpoint());
    }

    private PlainProtocol(PlainEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** From now on serves these requests; none where it is null. */
    void serve(@Nullable PlainRequests requests) {
        endpoint.serve(requests);
    }
}
