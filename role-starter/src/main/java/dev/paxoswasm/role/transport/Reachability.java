package dev.paxoswasm.role.transport;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Which nodes of a role can be reached: those that answered lately, and where that is not known, those that answer now.
 */
public final class Reachability {

    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ASK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<List<Long>> nodes;
    private final LongConsumer ask;
    private final Map<Long, Long> heardAt = new ConcurrentHashMap<>();
    private final Outages outages = new Outages(System::nanoTime);
    private long askAgainAt = System.nanoTime();

    private Reachability(Supplier<List<Long>> nodes, LongConsumer ask) {
        this.nodes = nodes;
        this.ask = ask;
    }

    /** @param question a cheap one, which throws where there is no answer */
    public static <T> Reachability of(Peers<T> peers, Question<? super T> question) {
        return new Reachability(peers::ids, node -> question.ask(peers.get(node), node));
    }

    /** Nobody asks which nodes can be reached. */
    public static Reachability unwatched() {
        return new Reachability(List::of, node -> {});
    }

    /**
     * A question to a node.
     *
     * @param <T> the interface of its role
     */
    @FunctionalInterface
    public interface Question<T> {

        Object ask(T client, long node);
    }

    void heardOf(long node) {
        heardAt.put(node, System.nanoTime());
        outages.answered(node);
    }

    /**
     * A node gave no answer, or none that the contract allows.
     *
     * @param name the node in words
     */
    void failed(long node, String name, RuntimeException failure) {
        outages.failed(node, name, failure);
    }

    /** Ids in ascending order; may ask those not heard of lately, all at once. */
    public synchronized List<Long> reachable() {
        if (System.nanoTime() - askAgainAt >= 0) {
            List<Thread> questions = nodes.get().stream()
                    .filter(node -> !heardLately(node))
                    .map(node -> Thread.ofVirtual().start(() -> ask(node)))
                    .toList();
            questions.forEach(Reachability::join);
            askAgainAt = System.nanoTime() + ASK_AGAIN_NANOS;
        }
        return nodes.get().stream().filter(this::heardLately).toList();
    }

    private void ask(long node) {
        try {
            ask.accept(node);
            heardOf(node);
        } catch (RuntimeException e) {
            heardAt.remove(node);
        }
    }

    private boolean heardLately(long node) {
        Long at = heardAt.get(node);
        return at != null && System.nanoTime() - at < LATELY_NANOS;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
