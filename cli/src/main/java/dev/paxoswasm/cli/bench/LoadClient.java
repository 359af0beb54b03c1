package dev.paxoswasm.cli.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One client and its kept-alive connection. All clients of a load are driven by one thread, {@link LoadLoop}. */
abstract class LoadClient {
    private static final long PAUSE_AFTER_BREAK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** Beyond {@link RequestHead#WAIT_SECONDS}, in which the service gives up itself. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(RequestHead.WAIT_SECONDS + 10L);

    final HttpReader reader = new HttpReader();
    final Tally tally = new Tally();
    private final InetSocketAddress address;
    private @Nullable SelectionKey key;
    private ByteBuffer output = ByteBuffer.allocate(0);
    private long pausedUntil = System.nanoTime();
    private long lastHeard;
    private boolean done;

    LoadClient(InetSocketAddress address) {
        this.address = address;
    }

    /** What is sent on a new connection. */
    abstract ByteBuffer begin(BooleanSupplier goOn);

    /**
     * Looks at what {@link #reader} has.
     *
     * @return what is sent next; null while nothing is, and once the client is done
     */
    abstract @Nullable ByteBuffer received(BooleanSupplier goOn);

    /** Whether values are under way. */
    abstract boolean isWaiting();

    final boolean isDone() {
        return done;
    }

    /** Connects where it must, and gives up on a service that does not answer. */
    final void attend(Selector selector, BooleanSupplier goOn) {
        long now = System.nanoTime();
        if (key != null) {
            if (now - lastHeard > PATIENCE_NANOS) {
                broken("no answer within " + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS) + " s");
            }
        } else if (!done && now - pausedUntil >= 0) {
            connect(selector, goOn);
        }
    }

    private void connect(Selector selector, BooleanSupplier goOn) {
        try {
            ByteBuffer first = begin(goOn);
            if (!first.hasRemaining()) {
                done = true;
                return;
            }
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
            reader.reset();
            lastHeard = System.nanoTime();
            output = first;
            write();
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    /** Reads what has come, and makes what is sent next; {@link #send} sends it. */
    final void serve(ByteBuffer shared, BooleanSupplier goOn) {
        SelectionKey open = key;
        if (open == null) {
            return;
        }
        try {
            if (open.isReadable()) {
                read((SocketChannel) open.channel(), shared, goOn);
            }
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    /** Sends what is to be sent, as far as the connection takes it. */
    final void send() {
        if (key == null || !output.hasRemaining()) {
            return;
        }
        try {
            write();
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    private void read(SocketChannel channel, ByteBuffer shared, BooleanSupplier goOn) throws IOException {
        shared.clear();
        if (channel.read(shared) < 0) {
            if (isWaiting()) {
                throw new EOFException("the connection ended");
            }
            close();
            return;
        }
        lastHeard = System.nanoTime();
        shared.flip();
        reader.take(shared);
        ByteBuffer next = received(goOn);
        boolean over = reader.isComplete();
        if (over && !reader.isKeptAlive()) {
            close();
            pausedUntil = lastHeard;
            return;
        }
        if (over) {
            reader.reset();
        }
        if (next != null) {
            output = output.hasRemaining() ? joined(output, next) : next;
        } else if (over) {
            close();
            done = true;
        }
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }

    private void write() throws IOException {
        SelectionKey open = Objects.requireNonNull(key);
        ((SocketChannel) open.channel()).write(output);
        int interest = output.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (open.interestOps() != interest) {
            open.interestOps(interest);
        }
    }

    private void broken(String why) {
        tally.error("connection: " + why);
        close();
        pausedUntil = System.nanoTime() + PAUSE_AFTER_BREAK_NANOS;
    }

    private void close() {
        SelectionKey open = key;
        key = null;
        output = ByteBuffer.allocate(0);
        if (open != null) {
            try {
                open.channel().close();
            } catch (IOException e) {
                tally.error("connection: " + e.getMessage());
            }
        }
    }
}
