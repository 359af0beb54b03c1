package dev.paxoswasm.role.web.plain;

import dev.paxoswasm.role.web.RequestMeters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plain request on its connection, until it is answered. What arrives on the connection meanwhile is left there. */
public final class PlainExchange {

    private static final Logger LOG = LoggerFactory.getLogger(PlainExchange.class);

    private enum State {
        UNDER_WAY,
        /** Something has arrived, and the poller does not look at the connection until it is told to. */
        UNWATCHED,
        ENDED
    }

    private final NioSocketWrapper connection;
    private final PlainRequests requests;
    private final int bodyLength;
    private final RequestMeters.Http meters;
    private final long begun = System.nanoTime();
    private final AtomicReference<State> state = new AtomicReference<>(State.UNDER_WAY);

    PlainExchange(NioSocketWrapper connection, PlainRequests requests, int bodyLength, RequestMeters.Http meters) {
        this.connection = connection;
        this.requests = requests;
        this.bodyLength = bodyLength;
        this.meters = meters;
    }

    NioSocketWrapper connection() {
        return connection;
    }

    int bodyLength() {
        return bodyLength;
    }

    /**
     * Answers soon, together with others; what makes the answer must not wait. What it throws is explained to the
     * client.
     */
    public void answer(Supplier<PlainAnswer> answer) {
        requests.answers().add(this, answer);
    }

    /** Answers what may take its time. What it throws is explained to the client. */
    public void answerApart(Supplier<PlainAnswer> answer) {
        Thread.ofVirtual().name("answer").start(() -> send(encoded(answer)));
    }

    ByteBuffer encoded(Supplier<PlainAnswer> answer) {
        PlainAnswer made;
        try {
            made = answer.get();
        } catch (RuntimeException e) {
            made = requests.explain(e);
        }
        meters.answered(made.status(), begun);
        return made.bytes();
    }

    void send(ByteBuffer answer) {
        try {
            connection.getSocket().write(answer);
            if (answer.hasRemaining()) {
                Thread.ofVirtual().name("slow reader").start(() -> sendRest(answer));
            } else {
                awaitNext();
            }
        } catch (IOException e) {
            gone(e);
        }
    }

    /** Waits for a client that does not read, for as long as a connection may be silent. */
    private void sendRest(ByteBuffer answer) {
        try {
            connection.write(true, answer);
            connection.flush(true);
            awaitNext();
        } catch (IOException e) {
            gone(e);
        }
    }

    private void awaitNext() {
        requests.ended(this);
        if (state.getAndSet(State.ENDED) == State.UNWATCHED) {
            connection.registerReadInterest();
        }
    }

    /** False where it has ended meanwhile. */
    boolean leaveUnwatched() {
        return state.compareAndSet(State.UNDER_WAY, State.UNWATCHED);
    }

    private void gone(IOException e) {
        LOG.debug("Whoever asked is gone: {}", e.toString());
        requests.ended(this);
        connection.close();
    }
}
