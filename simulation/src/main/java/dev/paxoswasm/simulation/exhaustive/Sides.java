package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;

/** The acceptors' parts of states, numbered, and what happens to them. */
final class Sides {

    /** A part that was changed, and the rejections that came of it, each the number of an {@link Addressed}. */
    record Change(int side, NumberSet news) {}

    /** @param proposer to whom, from 1 */
    record Addressed(int proposer, ProposerInput.News news) {}

    private final AcceptorMachine acceptor;
    private final Interner<Side> sides = new Interner<>();
    private final Interner<Reply> replies = new Interner<>();
    private final Interner<Vote> votes = new Interner<>();
    private final Interner<Addressed> news = new Interner<>();
    private final PairMap<Change> delivered = new PairMap<>();
    private final PairMap<Change> added = new PairMap<>();

    Sides(AcceptorMachine acceptor) {
        this.acceptor = acceptor;
    }

    int number(Side side) {
        return sides.number(side);
    }

    Side side(int number) {
        return sides.value(number);
    }

    int number(Request request) {
        return acceptor.number(request);
    }

    Request request(int number) {
        return acceptor.request(number);
    }

    Reply reply(int number) {
        return replies.value(number);
    }

    Vote vote(int number) {
        return votes.value(number);
    }

    int number(Addressed addressed) {
        return news.number(addressed);
    }

    Addressed news(int number) {
        return news.value(number);
    }

    int size() {
        return sides.size();
    }

    /** Whether a request leaves the acceptor as it is. */
    boolean unchanged(int local, int request) {
        return acceptor.step(local, request).state() == local;
    }

    Change deliver(int side, int request) {
        Change known = delivered.get(side, request);
        if (known == null) {
            known = answered(sides.value(side), request, NumberSet.EMPTY);
            delivered.put(side, request, known);
        }
        return known;
    }

    /** Sends a request to an acceptor. */
    Change add(int side, int request) {
        Change known = added.get(side, request);
        if (known == null) {
            Side before = sides.value(side);
            known = closed(before.withRequests(before.requests().with(request)), NumberSet.EMPTY);
            added.put(side, request, known);
        }
        return known;
    }

    Change restart(int side) {
        return moved(side, acceptor.restarted(sides.value(side).local()));
    }

    /** The acceptor comes into another state without an answer to any proposer. */
    Change moved(int side, int local) {
        Side before = sides.value(side);
        return closed(new Side(local, before.requests(), before.replies(), before.votes()), NumberSet.EMPTY);
    }

    /** The same part with the acceptors renamed that it has heard of. */
    int renamed(int side, int permutation) {
        Side before = sides.value(side);
        int local = acceptor.renamed(before.local(), permutation);
        return local == before.local()
                ? side
                : sides.number(new Side(local, before.requests(), before.replies(), before.votes()));
    }

    private Change answered(Side side, int request, NumberSet news) {
        return closed(taken(side, request), rejection(side, request, news));
    }

    /** All requests that leave the acceptor as it is are answered at once. */
    private Change closed(Side side, NumberSet news) {
        Side closed = side;
        NumberSet all = news;
        for (int request : side.requests().numbers()) {
            if (unchanged(side.local(), request)) {
                closed = taken(closed, request);
                all = rejection(closed, request, all);
            }
        }
        return new Change(sides.number(closed), all);
    }

    private NumberSet rejection(Side side, int number, NumberSet all) {
        Request request = acceptor.request(number);
        Ballot promised = switch (acceptor.step(side.local(), number).answer()) {
            case AcceptorRun.Answer.Prepared(PrepareOutcome.Rejected it) -> it.rejected();
            case AcceptorRun.Answer.Voted(AcceptOutcome.Rejected it) -> it.rejected();
            default -> null;
        };
        if (promised == null) {
            return all;
        }
        int to = Math.toIntExact(request.proposer());
        return all.with(news.number(new Addressed(to, new ProposerInput.Rejected(promised))));
    }

    /** The acceptor after a request, with what it answered and voted for. */
    private Side taken(Side side, int number) {
        Request request = acceptor.request(number);
        AcceptorMachine.Step step = acceptor.step(side.local(), number);
        NumberSet answers = side.replies();
        NumberSet voted = side.votes();
        switch (step.answer()) {
            case AcceptorRun.Answer.Prepared(PrepareOutcome.Promised it) ->
                answers = answers.with(replies.number(new Reply.Promised((Request.Prepare) request, it.promised())));
            case AcceptorRun.Answer.Voted(AcceptOutcome.Accepted it) -> {
                Request.Accept accept = (Request.Accept) request;
                answers = answers.with(replies.number(new Reply.Accepted(accept, it.accepted())));
                long slot = accept.request().firstSlot();
                for (Entry entry : accept.request().entries()) {
                    voted = voted.with(votes.number(new Vote(slot++, accept.ballot(), entry)));
                }
            }
            default -> {}
        }
        return new Side(step.state(), side.requests(), answers, voted);
    }
}
