package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.types.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What is chosen, read off the acceptors' votes: no node's word is taken for it. */
final class Chosen {

    private final Sides sides;
    private final AcceptorMachine acceptor;
    private final Interner<TreeMap<Long, Entry>> chosen = new Interner<>();
    private final PairMap<Boolean> isChosen = new PairMap<>();
    private final PairMap<Boolean> mayVote = new PairMap<>();

    Chosen(Sides sides, AcceptorMachine acceptor) {
        this.sides = sides;
        this.acceptor = acceptor;
    }

    int none() {
        return chosen.number(new TreeMap<>());
    }

    /** The last slot through which every one is chosen. */
    long through(int number) {
        long slot = 0;
        while (chosen.value(number).containsKey(slot + 1)) {
            slot++;
        }
        return slot;
    }

    String text(int number) {
        List<String> parts = new ArrayList<>();
        chosen.value(number).forEach((slot, entry) -> parts.add("slot " + slot + ": " + Text.of(entry)));
        return parts.isEmpty() ? "nothing" : String.join("; ", parts);
    }

    /** Notes what a quorum has voted for at one ballot. */
    void record(int[] state) {
        for (int at = Model.ACCEPTOR; at < Model.WIDTH; at++) {
            for (int number : sides.side(state[at]).votes().numbers()) {
                if (!isChosen(state, number) && voters(state, number) >= Scope.QUORUM) {
                    choose(state, sides.vote(number));
                }
            }
        }
    }

    private void choose(int[] state, Vote vote) {
        Entry known = chosen.value(state[Model.CHOSEN]).get(vote.slot());
        if (known == null) {
            TreeMap<Long, Entry> more = new TreeMap<>(chosen.value(state[Model.CHOSEN]));
            more.put(vote.slot(), vote.entry());
            state[Model.CHOSEN] = chosen.number(more);
        } else if (!known.equals(vote.entry())) {
            throw new Violation(
                    Invariant.AGREEMENT,
                    "slot " + vote.slot() + " has two values chosen: " + Text.of(known) + ", and "
                            + Text.of(vote.entry()) + " at ballot " + Text.of(vote.ballot()));
        }
    }

    private int voters(int[] state, int vote) {
        int voters = 0;
        for (int at = Model.ACCEPTOR; at < Model.WIDTH; at++) {
            voters += sides.side(state[at]).votes().contains(vote) ? 1 : 0;
        }
        return voters;
    }

    /** Forgets votes for what is known to be chosen, and votes that cannot make a quorum any more. */
    void forgetVotes(int[] state) {
        for (int at = Model.ACCEPTOR; at < Model.WIDTH; at++) {
            Side side = sides.side(state[at]);
            NumberSet votes = side.votes().retaining(it -> matters(state, it));
            if (votes != side.votes()) {
                state[at] = sides.number(side.withVotes(votes));
            }
        }
    }

    private boolean matters(int[] state, int number) {
        if (isChosen(state, number)) {
            return false;
        }
        int possible = 0;
        for (int at = Model.ACCEPTOR; at < Model.WIDTH; at++) {
            Side side = sides.side(state[at]);
            possible += mayVote(side.local(), number) || side.votes().contains(number) ? 1 : 0;
        }
        return possible >= Scope.QUORUM;
    }

    /** Whether the value of a vote is the one known to be chosen. */
    private boolean isChosen(int[] state, int number) {
        Boolean known = isChosen.get(state[Model.CHOSEN], number);
        if (known == null) {
            Vote vote = sides.vote(number);
            known = vote.entry().equals(chosen.value(state[Model.CHOSEN]).get(vote.slot()));
            isChosen.put(state[Model.CHOSEN], number, known);
        }
        return known;
    }

    private boolean mayVote(int local, int number) {
        Boolean known = mayVote.get(local, number);
        if (known == null) {
            known = acceptor.answered(local)
                    .map(it ->
                            AcceptorMachine.ORDER.compare(it, sides.vote(number).ballot()) <= 0)
                    .orElse(true);
            mayVote.put(local, number, known);
        }
        return known;
    }
}
