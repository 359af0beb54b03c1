package dev.paxoswasm.simulation.exhaustive;

import java.util.List;

/**
 * What a proposer sends in one step, in numbers.
 *
 * @param requests in the order they were sent
 * @param news what it tells the other proposer, each the number of a {@link Sides.Addressed}
 * @param claimed the last slot that a heartbeat says all is chosen through; 0 where none does
 */
record Sending(List<Numbered> requests, int[] news, long claimed) {

    /**
     * @param number of the request
     * @param places of the acceptors it goes to, from 0
     */
    record Numbered(Request request, int number, int[] places) {}
}
