package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.HeardLeader;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatOutcome;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.proposer.Assignment;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Fault;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers that cannot be, in the messages and answers of one node: on the network only, the node itself is sound. */
final class Lies {

    private static final int LIES_PERMILLE = 500;
    private static final long HIGHEST = (1L << 53) - 1;
    /** Above what is known they are all too far to be believed. */
    private static final List<Long> NUMBERS = List.of(HIGHEST, HIGHEST - 1, 1L << 52, 1L << 40, 1L << 34);

    /** So far above what it holds that an acceptor still takes a ballot, but none above that. */
    private static final long STEP = 1L << 32;

    private static final int STEP_PERMILLE = 300;

    private final World world;
    private final List<Fault.Outlier> liars;

    Lies(World world) {
        this.world = world;
        liars = world.scenario.faults().stream()
                .filter(Fault.Outlier.class::isInstance)
                .map(Fault.Outlier.class::cast)
                .toList();
    }

    /** What arrives of a message or an answer. */
    @SuppressWarnings("unchecked")
    <T> T told(Address from, Address to, T said) {
        boolean lies =
                !liars.isEmpty() && liars.stream().anyMatch(it -> it.node().equals(from) && it.lies(world.now()));
        if (!lies) {
            return said;
        }
        Dice dice = Dice.of(world.scenario.seed(), 50, from.code(), to.code(), world.now());
        if (!dice.permille(LIES_PERMILLE)) {
            return said;
        }
        T told = (T) lie(dice, to, said);
        if (told != said) {
            world.trace.note(from, "lies to " + to + ": " + Script.shown(told));
        }
        return told;
    }

    private Object lie(Dice dice, Address to, Object said) {
        long far = dice.pick(NUMBERS);
        return switch (said) {
            case PrepareOutcome.Promised(Promise it) when dice.permille(500) -> reports(dice, it, far);
            case PrepareOutcome it -> new PrepareOutcome.Rejected(ballot(dice, beyond(dice, round(it), far)));
            case AcceptOutcome.Accepted(Acceptance it)
            when dice.permille(500) -> new AcceptOutcome.Accepted(new Acceptance(it.ballot(), far, it.count()));
            case AcceptOutcome it -> new AcceptOutcome.Rejected(ballot(dice, beyond(dice, round(it), far)));
            case LeaderHeartbeatOutcome _ -> new LeaderHeartbeatOutcome.Rejected(ballot(dice, far));
            case AcceptorStatus it ->
                new AcceptorStatus(
                        it.acceptor(),
                        dice.permille(500) ? it.life() : far,
                        it.standing(),
                        it.waitsFor(),
                        Optional.of(ballot(
                                dice,
                                beyond(dice, it.promised().map(Ballot::round).orElse(0L), far))),
                        far,
                        Optional.of(new HeardLeader(ballot(dice, far), far)));
            case AcceptedPage it -> new AcceptedPage(with(it.entries(), far), it.more());
            case AdmitRequest it -> new AdmitRequest(it.acceptor(), HIGHEST, it.standing(), it.above());
            case Admission it ->
                new Admission(far, it.known().map(known -> knows(dice, known, far)), it.ballot(), it.leads());
            case HeartbeatOutcome.Preempted(Ballot known) ->
                new HeartbeatOutcome.Preempted(ballot(dice, beyond(dice, known.round(), far)));
            case HeartbeatOutcome _ -> new HeartbeatOutcome.Preempted(ballot(dice, far));
            case HeartbeatRequest it ->
                dice.permille(500)
                        ? new HeartbeatRequest(it.ballot(), far)
                        : new HeartbeatRequest(
                                far(it.ballot(), beyond(dice, it.ballot().round(), far)), it.chosenThrough());
            case PrepareRequest it -> new PrepareRequest(far(it.ballot(), far), it.firstSlot(), it.maxEntries());
            case AcceptRequest it ->
                dice.permille(500)
                        ? new AcceptRequest(it.ballot(), far - it.entries().size(), it.entries())
                        : new AcceptRequest(far(it.ballot(), far), it.firstSlot(), it.entries());
            case LeaderHeartbeatRequest it -> new LeaderHeartbeatRequest(far(it.ballot(), far));
            case ResolveRequest _ -> new ResolveRequest(far);
            // What a learner shows a user is taken for what it is: the word of that learner.
            case LogPage it when to.role() != Role.CLIENT -> new LogPage(it.entries(), far);
            case IdPage it -> new IdPage(it.ids(), far);
            case ProposeOutcome.Assigned(Assignment it) ->
                new ProposeOutcome.Assigned(new Assignment(
                        it.ballot(), it.slots().stream().map(slot -> far).toList()));
            default -> said;
        };
    }

    /** A promise of what it holds, and of a slot that no leader can have proposed in. */
    private PrepareOutcome reports(Dice dice, Promise promise, long far) {
        return promise.more()
                ? new PrepareOutcome.Rejected(ballot(dice, far))
                : new PrepareOutcome.Promised(new Promise(promise.ballot(), with(promise.accepted(), far), false));
    }

    private static List<AcceptedEntry> with(List<AcceptedEntry> held, long slot) {
        List<AcceptedEntry> more = new ArrayList<>(held);
        Ballot first = new Ballot(1, 1);
        more.add(new AcceptedEntry(slot, first, new Entry(first, new Content.NoOp())));
        return more;
    }

    private static long round(PrepareOutcome outcome) {
        return switch (outcome) {
            case PrepareOutcome.Promised(Promise it) -> it.ballot().round();
            case PrepareOutcome.Rejected(Ballot promised) -> promised.round();
        };
    }

    private static long round(AcceptOutcome outcome) {
        return switch (outcome) {
            case AcceptOutcome.Accepted(Acceptance it) -> it.ballot().round();
            case AcceptOutcome.Rejected(Ballot promised) -> promised.round();
        };
    }

    /** To proposers only: an acceptor that is told of one step alone believes that it has forgotten. */
    private static long beyond(Dice dice, long known, long far) {
        return dice.permille(STEP_PERMILLE) ? known + STEP : far;
    }

    private KnownAcceptor knows(Dice dice, KnownAcceptor it, long far) {
        return new KnownAcceptor(
                it.acceptor(),
                dice.permille(300) ? HIGHEST : it.life(),
                Optional.of(ballot(dice, far)),
                far,
                it.fencedRound());
    }

    private Ballot ballot(Dice dice, long round) {
        return new Ballot(
                round,
                dice.pick(world.scenario.shape().addresses(Role.PROPOSER)).id());
    }

    private static Ballot far(Ballot ballot, long round) {
        return new Ballot(round, ballot.proposer());
    }
}
