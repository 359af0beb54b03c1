package dev.paxoswasm.role.web.plain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes and sends answers, on a virtual thread that ends where there are none left. First it makes some, then it sends
 * them: sent one by one as they are made, each would find its reader asleep, and waking that costs more than all the
 * rest of it.
 */
final class Answers {

    private static final int SENT_TOGETHER = 64;

    private record Owed(PlainExchange exchange, Supplier<PlainAnswer> answer) {}

    private record Made(PlainExchange exchange, ByteBuffer answer) {}

    private final Queue<Owed> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left = new AtomicInteger();

    void add(PlainExchange exchange, Supplier<PlainAnswer> answer) {
        queue.add(new Owed(exchange, answer));
        if (left.getAndIncrement() == 0) {
            start();
        }
    }

    private void start() {
        Thread.ofVirtual().name("answers").start(this::run);
    }

    private void run() {
        int count = Math.min(left.get(), SENT_TOGETHER);
        try {
            List<Made> made = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Owed owed = queue.remove();
                made.add(new Made(owed.exchange(), owed.exchange().encoded(owed.answer())));
            }
            made.forEach(each -> each.exchange().send(each.answer()));
        } finally {
            if (left.addAndGet(-count) > 0) {
                start();
            }
        }
    }
}
