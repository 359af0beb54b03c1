package dev.paxoswasm.role.component;

import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where answers to messages come back. It exists before the host, whose component may send messages while it is made.
 *
 * @param <E> the exports of the component, typed
 */
public final class EventPort<E> {

    private static final Logger LOG = LoggerFactory.getLogger(EventPort.class);

    private final CompletableFuture<ComponentHost<E>> host = new CompletableFuture<>();

    public ComponentHost<E> attach(ComponentHost<E> made) {
        host.complete(made);
        return made;
    }

    /** Delivers an event, unless the instance that it is for is no more; waits for the host to exist. */
    public void deliver(String function, long generation, Consumer<? super E> event) {
        try {
            host.join().event(function, generation, event);
        } catch (OutOfServiceException | ComponentFailedException e) {
            LOG.debug("The event {} was not delivered: {}", function, e.getMessage());
        }
    }
}
