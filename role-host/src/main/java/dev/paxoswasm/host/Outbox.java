package dev.paxoswasm.host;

import java.util.ArrayList;
import java.util.List;

/**
 * The messages that a component sent in the call in progress. They leave once what the call stored is on disk, and
 * never if the call fails. Used under the host's lock.
 */
public final class Outbox {

    private List<Runnable> messages = new ArrayList<>();
    private long generation;

    /** Adds a message; running it hands the message to its sender. */
    public void add(Runnable message) {
        messages.add(message);
    }

    /** Which instance is speaking; an answer is only for the instance that asked. */
    public long generation() {
        return generation;
    }

    void nextGeneration() {
        generation++;
    }

    /** The instance of the present generation did not come to be, and none of its messages left. */
    void backToGeneration(long former) {
        generation = former;
    }

    void clear() {
        messages.clear();
    }

    List<Runnable> take() {
        if (messages.isEmpty()) {
            return List.of();
        }
        List<Runnable> taken = messages;
        messages = new ArrayList<>();
        return taken;
    }
}
