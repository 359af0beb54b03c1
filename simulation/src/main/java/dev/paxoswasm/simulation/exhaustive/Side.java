package dev.paxoswasm.simulation.exhaustive;

/**
 * One acceptor's part of a state.
 *
 * @param local the state of the acceptor
 * @param requests what was sent to it
 * @param replies what it answered, other than rejections
 * @param votes what it voted for, as far as that may still matter for what is chosen
 */
record Side(int local, NumberSet requests, NumberSet replies, NumberSet votes) {

    static final Side INITIAL = new Side(AcceptorMachine.INITIAL, NumberSet.EMPTY, NumberSet.EMPTY, NumberSet.EMPTY);

    Side withRequests(NumberSet other) {
        return new Side(local, other, replies, votes);
    }

    Side withReplies(NumberSet other) {
        return new Side(local, requests, other, votes);
    }

    Side withVotes(NumberSet other) {
        return new Side(local, requests, replies, other);
    }
}
