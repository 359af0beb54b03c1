package dev.paxoswasm.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Drives all clients of a load from one thread. The load and what it measures share the machine, so what the load costs
 * is taken from the result: one thread that is never idle while answers wait is the cheapest there is.
 */
final class LoadLoop {
    private static final int READ_AT_ONCE_BYTES = 256 << 10;
    private static final long ATTEND_EVERY_MILLIS = 20;

    private LoadLoop() {}

    /** Returns once {@code goOn} is false and all that was sent is answered or given up. */
    static void run(List<? extends LoadClient> clients, BooleanSupplier goOn) {
        ByteBuffer shared = ByteBuffer.allocateDirect(READ_AT_ONCE_BYTES);
        List<LoadClient> served = new ArrayList<>(clients.size());
        long attended = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(ATTEND_EVERY_MILLIS);
        try (Selector selector = Selector.open()) {
            while (!clients.stream().allMatch(LoadClient::isDone)) {
                if (System.nanoTime() - attended >= TimeUnit.MILLISECONDS.toNanos(ATTEND_EVERY_MILLIS)) {
                    clients.forEach(client -> client.attend(selector, goOn));
                    attended = System.nanoTime();
                }
                selector.select(
                        key -> {
                            if (key.attachment() instanceof LoadClient client) {
                                client.serve(shared, goOn);
                                served.add(client);
                            }
                        },
                        ATTEND_EVERY_MILLIS);
                // First all is read, then all is sent: a service that is sent one request at a time is woken for each.
                served.forEach(LoadClient::send);
                served.clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load cannot wait for its connections", e);
        }
    }
}
