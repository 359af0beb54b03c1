package dev.paxoswasm.role.transport;

import java.net.URI;
import java.time.Duration;

/**
 * How nodes are called over the network. A refusal comes out as the exception it is; see {@link RemoteFailure} for all
 * else.
 */
public interface RemoteCalls extends AutoCloseable {

    /**
     * The operations of the node at an address.
     *
     * @param httpInterface the interface of its role
     * @param readTimeout how long its answer may take
     */
    <T> T to(Class<T> httpInterface, URI address, Duration readTimeout);

    @Override
    void close();
}
