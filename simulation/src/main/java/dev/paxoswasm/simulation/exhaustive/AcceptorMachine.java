package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An acceptor as a machine of numbered states: what its storage holds, what its status says, and what it has answered.
 * Each transition is computed once: by an instance that lived through the history of the state, by one made from the
 * storage of that state, and by the components of all acceptors, which must all answer the same.
 */
final class AcceptorMachine {

    static final int INITIAL = 0;

    static final Comparator<Ballot> ORDER = Comparator.comparing(Ballot::round).thenComparing(Ballot::proposer);

    /** @param answered the highest ballot it ever promised or accepted: what the others rely on */
    private record Identity(AcceptorRun.Storage storage, AcceptorStatus status, Optional<Ballot> answered) {}

    private record History(AcceptorRun.Storage start, List<Request> requests) {

        History then(Request request) {
            List<Request> longer = new ArrayList<>(requests);
            longer.add(request);
            return new History(start, List.copyOf(longer));
        }
    }

    record Step(int state, AcceptorRun.Answer answer) {}

    private record Local(History history, Identity identity) {}

    private final Component component;
    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final List<Local> locals = new ArrayList<>();
    private final Interner<Request> requests = new Interner<>();
    private final PairMap<Step> steps = new PairMap<>();
    private final Map<Integer, Integer> restarts = new HashMap<>();

    AcceptorMachine(Component component) {
        this.component = component;
        History none = new History(AcceptorRun.Storage.EMPTY, List.of());
        number(none, Optional.empty(), replay(none, 1));
    }

    int size() {
        return locals.size();
    }

    AcceptorRun.Storage storage(int state) {
        return locals.get(state).identity.storage;
    }

    Optional<Ballot> answered(int state) {
        return locals.get(state).identity.answered;
    }

    /** The number of a request. */
    int number(Request request) {
        return requests.number(request);
    }

    Request request(int number) {
        return requests.value(number);
    }

    Step step(int state, int request) {
        Step known = steps.get(state, request);
        if (known == null) {
            try {
                known = Patience.with(() -> computed(state, requests.value(request)));
            } catch (ComponentException e) {
                throw new Violation(Invariant.NO_COMPLAINT, "an acceptor: " + e.getMessage());
            }
            steps.put(state, request, known);
        }
        return known;
    }

    private Step computed(int state, Request request) {
        Local local = locals.get(state);
        AcceptorRun run = replay(local.history, 1);
        AcceptorRun.Answer answer = run.apply(request);
        if (run.complaint() != null) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor: " + run.complaint());
        }
        for (int self = 2; self <= Scope.ACCEPTORS; self++) {
            requireSame(replay(local.history, self), request, answer, run.storage(), "another acceptor");
        }
        if (restarted(state) == state) {
            AcceptorRun fresh = new AcceptorRun(component, 1, local.identity.storage);
            requireSame(fresh, request, answer, run.storage(), "one restarted from the same storage");
        }
        requireKept(local.identity, request, answer, run.storage());
        Optional<Ballot> answered = rejects(answer) ? local.identity.answered : Optional.of(request.ballot());
        return new Step(number(local.history.then(request), answered, run), answer);
    }

    private static void requireSame(
            AcceptorRun other, Request request, AcceptorRun.Answer answer, AcceptorRun.Storage then, String who) {
        AcceptorRun.Answer theirs = other.apply(request);
        if (!theirs.equals(answer) || !other.storage().equals(then)) {
            throw new Violation(
                    Invariant.NO_HIDDEN_MEMORY,
                    "an acceptor answers " + answer + " to " + Text.of(request) + ", " + who + " " + theirs);
        }
    }

    private static boolean rejects(AcceptorRun.Answer answer) {
        return switch (answer) {
            case AcceptorRun.Answer.Prepared it -> it.outcome() instanceof PrepareOutcome.Rejected;
            case AcceptorRun.Answer.Voted it -> it.outcome() instanceof AcceptOutcome.Rejected;
        };
    }

    private static void requireKept(
            Identity before, Request request, AcceptorRun.Answer answer, AcceptorRun.Storage after) {
        if (rejects(answer)) {
            require(
                    after.equals(before.storage),
                    Invariant.DURABILITY,
                    "an acceptor rejects " + Text.of(request) + " and changes its storage");
            return;
        }
        Ballot ballot = request.ballot();
        before.answered.ifPresent(promised -> require(
                ORDER.compare(ballot, promised) >= 0,
                Invariant.PROMISE,
                "an acceptor that promised " + Text.of(promised) + " takes " + Text.of(request)));
        require(
                after.promised().isPresent() && after.promised().get().equals(ballot),
                Invariant.DURABILITY,
                "an acceptor took " + Text.of(request) + ", but has stored the promise "
                        + after.promised().map(Text::of).orElse("of nothing"));
        switch (answer) {
            case AcceptorRun.Answer.Prepared it -> {
                PrepareOutcome.Promised promised = (PrepareOutcome.Promised) it.outcome();
                long first = ((Request.Prepare) request).request().firstSlot();
                require(
                        promised.promised().accepted().equals(before.storage.acceptedFrom(first)),
                        Invariant.DURABILITY,
                        "an acceptor reports " + Text.of(promised.promised()) + ", but holds "
                                + Text.ofAccepted(before.storage.acceptedFrom(first)));
            }
            case AcceptorRun.Answer.Voted _ -> {
                long slot = ((Request.Accept) request).request().firstSlot();
                for (Entry entry : ((Request.Accept) request).request().entries()) {
                    AcceptedEntry expected = new AcceptedEntry(slot++, ballot, entry);
                    require(
                            after.accepted().contains(expected),
                            Invariant.DURABILITY,
                            "an acceptor accepted " + Text.of(expected) + ", but holds "
                                    + Text.ofAccepted(after.accepted()));
                }
            }
        }
    }

    private static void require(boolean holds, Invariant invariant, String otherwise) {
        if (!holds) {
            throw new Violation(invariant, otherwise);
        }
    }

    /** The state after a restart: the same one, unless the component forgets what it ought to have stored. */
    int restarted(int state) {
        return restarts.computeIfAbsent(state, it -> {
            Identity identity = locals.get(it).identity;
            History history = new History(identity.storage, List.of());
            return number(history, identity.answered, replay(history, 1));
        });
    }

    private AcceptorRun replay(History history, int self) {
        AcceptorRun run = new AcceptorRun(component, self, history.start);
        history.requests.forEach(run::apply);
        return run;
    }

    private int number(History history, Optional<Ballot> answered, AcceptorRun run) {
        Identity identity = new Identity(run.storage(), run.status(), answered);
        Integer known = numbers.get(identity);
        if (known != null) {
            return known;
        }
        numbers.put(identity, locals.size());
        locals.add(new Local(history, identity));
        return locals.size() - 1;
    }
}
