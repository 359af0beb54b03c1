package dev.paxoswasm.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Has one request under way, checks the answer, and sends the next. */
final class RequestClient extends LoadClient {
    private final byte[] head;
    private final Dialect dialect;
    private final Values values;
    private final Acknowledgements acknowledgements;
    private List<byte[]> pending = List.of();
    private long sent;
    /** The last one; direct, since it would be copied into such a buffer to be sent. */
    private ByteBuffer request = ByteBuffer.allocateDirect(1_024).limit(0);

    RequestClient(
            InetSocketAddress address, byte[] head, Dialect dialect, Values values, Acknowledgements acknowledgements) {
        super(address);
        this.head = head;
        this.dialect = dialect;
        this.values = values;
        this.acknowledgements = acknowledgements;
    }

    @Override
    ByteBuffer begin(BooleanSupplier goOn) {
        ByteBuffer request = next(goOn);
        return request == null ? ByteBuffer.allocate(0) : request;
    }

    @Override
    @Nullable
    ByteBuffer received(BooleanSupplier goOn) {
        if (!reader.isComplete()) {
            return null;
        }
        long answered = System.nanoTime();
        try {
            long[] positions = dialect.positions(reader.status(), reader.body(), reader.length(), pending);
            for (int i = 0; i < positions.length; i++) {
                tally.add(positions[i], answered - sent);
                acknowledgements.heard(pending.get(i), positions[i], sent, answered);
            }
        } catch (BadAnswerException e) {
            tally.error(String.valueOf(e.getMessage()));
        }
        pending = List.of();
        return reader.isKeptAlive() ? next(goOn) : null;
    }

    @Override
    boolean isWaiting() {
        return !pending.isEmpty();
    }

    private @Nullable ByteBuffer next(BooleanSupplier goOn) {
        List<byte[]> batch = new ArrayList<>(dialect.valuesARequest());
        while (batch.size() < dialect.valuesARequest() && goOn.getAsBoolean()) {
            batch.add(values.next());
        }
        pending = batch;
        if (batch.isEmpty()) {
            return null;
        }
        byte[] body = dialect.body(batch);
        byte[] length = ("Content-Length: " + body.length + "\r\n\r\n").getBytes(US_ASCII);
        int size = head.length + length.length + body.length;
        // A refusal may come before all of the request is sent, and the rest of it must still go.
        if (request.capacity() < size || request.hasRemaining()) {
            request = ByteBuffer.allocateDirect(size);
        }
        sent = System.nanoTime();
        return request.clear().put(head).put(length).put(body).flip();
    }
}
