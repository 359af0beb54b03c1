package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An acceptor as a machine of numbered states: what its storage holds, what its status says, and what it has answered.
 * Each transition is computed once: by an instance that lived through the history of the state, by one made from the
 * storage of that state, and by the components of all acceptors, which must all answer the same.
 */
final class AcceptorMachine {

    static final int INITIAL = 0;

    static final Comparator<Ballot> ORDER = Comparator.comparing(Ballot::round).thenComparing(Ballot::proposer);

    /** The place of the one that may be wiped: which one it is, makes no difference. */
    static final int WIPED = Scope.ACCEPTORS - 1;

    /**
     * @param answered the highest ballot it ever promised or accepted: what the others rely on
     * @param helps what it was answered while it recovers, in whatever order: its memory, as far as others may ever
     *     know
     * @param wanted what it waits for then
     */
    private record Identity(
            AcceptorRun.Storage storage,
            AcceptorStatus status,
            Optional<Ballot> answered,
            Set<Help> helps,
            Set<Help.Wanted> wanted) {}

    /** @param helps what came first, where it begins by recovering */
    private record History(AcceptorRun.Storage start, List<Help> helps, List<Request> requests) {

        static History over(AcceptorRun.Storage start) {
            return new History(start, List.of(), List.of());
        }

        History then(Request request) {
            List<Request> longer = new ArrayList<>(requests);
            longer.add(request);
            return new History(start, helps, List.copyOf(longer));
        }

        History then(Help help) {
            List<Help> longer = new ArrayList<>(helps);
            longer.add(help);
            return new History(start, List.copyOf(longer), requests);
        }

        History renamed(Permutation permutation) {
            return new History(
                    start, helps.stream().map(it -> it.renamed(permutation)).toList(), requests);
        }

        /** Whose it can be: one that recovers asks all others. */
        int self() {
            return start.recovering() ? WIPED + 1 : 1;
        }
    }

    private record Helped(int state, Help help) {}

    private record Reading(int state, ReadAcceptedRequest request) {}

    record Step(int state, AcceptorRun.Answer answer) {}

    private record Local(History history, Identity identity) {}

    private final Component component;
    private final Map<Identity, Integer> numbers = new HashMap<>();
    private final List<Local> locals = new ArrayList<>();
    private final Interner<Request> requests = new Interner<>();
    private final PairMap<Step> steps = new PairMap<>();
    private final Map<Integer, Integer> restarts = new HashMap<>();
    private final Map<Integer, List<Help.Wanted>> wanted = new HashMap<>();
    private final Map<Integer, Integer> renamed = new HashMap<>();
    private final Map<Helped, Integer> helped = new HashMap<>();
    private final Map<Reading, AcceptedPage> pages = new HashMap<>();

    AcceptorMachine(Component component) {
        this.component = component;
        History none = History.over(AcceptorRun.Storage.EMPTY);
        number(none, Optional.empty(), replay(none));
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
        AcceptorRun run = replay(local.history);
        AcceptorRun.Answer answer = run.apply(request);
        if (run.complaint() != null) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor: " + run.complaint());
        }
        for (int self = 2; self <= Scope.ACCEPTORS && !local.history.start.recovering(); self++) {
            requireSame(replay(local.history, self), request, answer, run.storage(), "another acceptor");
        }
        if (restarted(state) == state) {
            AcceptorRun fresh = replay(History.over(local.identity.storage));
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
            case AcceptorRun.Answer.Silent _ -> true;
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
                PrepareRequest asked = ((Request.Prepare) request).request();
                long first = asked.firstSlot();
                List<AcceptedEntry> page = before.storage.acceptedFrom(first).stream()
                        .limit(asked.maxEntries())
                        .toList();
                require(
                        promised.promised().accepted().equals(page),
                        Invariant.DURABILITY,
                        "an acceptor reports " + Text.of(promised.promised()) + ", but holds " + Text.ofAccepted(page));
            }
            case AcceptorRun.Answer.Silent _ -> {}
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
            History history = History.over(identity.storage);
            return number(history, identity.answered, replay(history));
        });
    }

    /** The state after the disk was lost and a recovery begun. What it answered before, others rely on as ever. */
    int wiped(int state) {
        History history = History.over(AcceptorRun.Storage.WIPED);
        return number(history, locals.get(state).identity.answered, replay(history));
    }

    /** What it waits for while it recovers. */
    List<Help.Wanted> wanted(int state) {
        return wanted.computeIfAbsent(state, it -> {
            Local local = locals.get(it);
            return local.identity.storage.recovering() ? replay(local.history).wanted() : List.of();
        });
    }

    /** The state with the others renamed, of which it knows while it recovers. */
    int renamed(int state, int permutation) {
        Local local = locals.get(state);
        if (!local.identity.storage.recovering()) {
            return state;
        }
        return renamed.computeIfAbsent(state, _ -> {
            History history = local.history.renamed(Permutation.ALL.get(permutation));
            return number(history, local.identity.answered, replay(history));
        });
    }

    /** Whether it recovers and has been given a ballot: one that starts anew then asks for another one, without end. */
    boolean hasBallot(int state) {
        AcceptorRun.Storage storage = storage(state);
        return storage.recovering() && storage.promised().isPresent();
    }

    boolean hasWaited(int state) {
        return locals.get(state).history.helps.contains(new Help.Wait());
    }

    int helped(int state, Help help) {
        return helped.computeIfAbsent(new Helped(state, help), _ -> computed(state, help));
    }

    private int computed(int state, Help help) {
        Local local = locals.get(state);
        History history = local.history.then(help);
        AcceptorRun run = Patience.with(() -> replay(history));
        if (run.complaint() != null) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor: " + run.complaint());
        }
        return number(history, local.identity.answered, run);
    }

    AcceptedPage read(int state, ReadAcceptedRequest request) {
        return pages.computeIfAbsent(
                new Reading(state, request),
                _ -> replay(locals.get(state).history).read(request));
    }

    private AcceptorRun replay(History history) {
        return replay(history, history.self());
    }

    private AcceptorRun replay(History history, int self) {
        AcceptorRun run = new AcceptorRun(component, self, history.start);
        history.helps.forEach(run::help);
        history.requests.forEach(run::apply);
        return run;
    }

    private int number(History history, Optional<Ballot> answered, AcceptorRun run) {
        boolean recovering = run.storage().recovering();
        Identity identity = new Identity(
                run.storage(),
                run.status(),
                answered,
                recovering ? Set.copyOf(history.helps) : Set.of(),
                recovering ? Set.copyOf(run.wanted()) : Set.of());
        Integer known = numbers.get(identity);
        if (known != null) {
            return known;
        }
        numbers.put(identity, locals.size());
        locals.add(new Local(history, identity));
        return locals.size() - 1;
    }
}
