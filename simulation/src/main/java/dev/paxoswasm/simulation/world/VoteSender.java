package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.ArrayDeque;
import java.util.Queue;

/** Sends votes to one learner; what waits while messages are under way goes in the next one. */
final class VoteSender {

    /** More than a node has by default, so that messages with votes overtake each other. */
    private static final int MOST_UNDER_WAY = 2;

    private static final int MOST_WAITING = 4_096;

    private final Life life;
    private final Address learner;
    private final VoteMessages messages;
    private final Queue<Votes> waiting = new ArrayDeque<>();
    private long waitingWeight;
    private int underWay;

    VoteSender(Life life, Address learner, VoteMessages messages) {
        this.life = life;
        this.learner = learner;
        this.messages = messages;
    }

    void offer(Votes votes) {
        long weight = messages.weight(votes);
        boolean room = waiting.isEmpty()
                || (waiting.size() < MOST_WAITING && waitingWeight + weight <= messages.maxWaitingWeight());
        if (room) {
            waiting.add(votes);
            waitingWeight += weight;
            sendMore();
        }
    }

    private void sendMore() {
        while (!waiting.isEmpty() && underWay < MOST_UNDER_WAY) {
            LearnRequest request = messages.next(waiting);
            waitingWeight -=
                    request.votes().stream().mapToLong(messages::weight).sum();
            underWay++;
            life.world.network.send(new Question<>(
                    life,
                    learner,
                    "learn",
                    request,
                    it -> it.learner().learn(learner.id(), request),
                    answer -> ended()));
        }
    }

    private void ended() {
        underWay--;
        sendMore();
    }
}
