package dev.paxoswasm.simulation.world;

import dev.paxoswasm.simulation.scenario.MessageName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param failure the invariant that broke, or null
 * @param hash over all that happened; the same for each run of one scenario
 * @param micros virtual time until the end
 * @param forgotten how often an acceptor lost its disk, or got an older copy of it
 * @param rolledBack how often it got an older copy
 * @param lostRounds how often a proposer lost its disk
 * @param merged messages that carried the votes of several calls
 * @param troubled messages that were lost, doubled or late
 * @param script one line a message, where that was wanted
 */
public record Outcome(
        @Nullable Failure failure,
        long hash,
        long micros,
        long events,
        long messages,
        long merged,
        long crashes,
        long forgotten,
        long rolledBack,
        long lostRounds,
        long elections,
        long chosen,
        long reported,
        List<MessageName> troubled,
        List<String> script) {

    /**
     * An invariant broke.
     *
     * @param invariant its name
     * @param what the values that show it
     */
    public record Failure(String invariant, String what, long micros) {}
}
