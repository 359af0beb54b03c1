package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One proposer as a machine of numbered states. Each transition is computed once, by the real component: an instance is
 * brought into the state by its history, gets the input, and is asked what tells its new state apart.
 */
final class ProposerMachine {

    static final int INITIAL = 0;

    /** How many other histories that led to a state are kept, to check that they were rightly merged into it. */
    private static final int MAX_ALTERNATIVES = 1;

    /** The inputs since an instance began over some storage. */
    record History(ProposerRun.Storage start, List<ProposerInput> inputs) {

        History then(ProposerInput input) {
            List<ProposerInput> longer = new ArrayList<>(inputs);
            longer.add(input);
            return new History(start, List.copyOf(longer));
        }

        History renamed(Permutation permutation) {
            return new History(
                    start, inputs.stream().map(it -> it.renamed(permutation)).toList());
        }
    }

    /**
     * A transition.
     *
     * @param sending the number of what was sent
     */
    record Step(int state, ProposerOutputs outputs, int sending) {
        /** Whether it asks acceptors for anything. */
        boolean asks() {
            return !outputs.requests().isEmpty();
        }
    }

    static final class Local {
        final History history;
        final ProposerStatus status;
        final ProposerRun.Storage storage;
        final int terms;
        final int[] renamed = {-1, -1, -1, -1, -1, -1};
        /** By the number of the input; null where it has not been taken yet. */
        @Nullable
        Step[] steps = new Step[16];

        final List<History> alternatives = new ArrayList<>();

        Local(History history, ProposerStatus status, ProposerRun.Storage storage, int terms) {
            this.history = history;
            this.status = status;
            this.storage = storage;
            this.terms = terms;
        }

        boolean leads() {
            return status.leadership() == Leadership.LEADER;
        }

        /** Whether its phase 1 is under way. */
        boolean campaigns() {
            return status.leadership() == Leadership.CANDIDATE || status.leadership() == Leadership.RECOVERING;
        }
    }

    private final Component component;
    private final int self;
    private final Scope scope;
    private final Map<ProposerIdentity, Integer> numbers = new HashMap<>();
    private final List<Local> locals = new ArrayList<>();
    private final Interner<ProposerInput> inputs = new Interner<>();
    private final Interner<ProposerOutputs> outputs = new Interner<>();

    ProposerMachine(Component component, int self, Scope scope) {
        this.component = component;
        this.self = self;
        this.scope = scope;
        History none = new History(ProposerRun.Storage.EMPTY, List.of());
        number(none, 0, replay(none));
    }

    int self() {
        return self;
    }

    int size() {
        return locals.size();
    }

    Local local(int state) {
        return locals.get(state);
    }

    /** The number of an input. */
    int input(ProposerInput input) {
        return inputs.number(input);
    }

    ProposerInput input(int number) {
        return inputs.value(number);
    }

    Step step(int state, int input) {
        Local local = locals.get(state);
        if (input >= local.steps.length) {
            local.steps = Arrays.copyOf(local.steps, Math.max(input + 1, inputs.size()));
        }
        Step known = local.steps[input];
        if (known == null) {
            known = computed(local.history, local.terms, inputs.value(input));
            local.steps[input] = known;
        }
        return known;
    }

    /** Follows an input from the end of any history. */
    Step computed(History history, int terms, ProposerInput input) {
        try {
            return Patience.with(() -> input instanceof ProposerInput.Restart
                    ? step(restarted(history, terms), ProposerOutputs.NONE)
                    : stepped(history, terms, input));
        } catch (ComponentException e) {
            throw new Violation(Invariant.NO_COMPLAINT, "proposer " + self + ": " + e.getMessage());
        }
    }

    private int restarted(History history, int terms) {
        History none = new History(replay(history).storage(), List.of());
        return number(none, terms, replay(none));
    }

    private Step stepped(History history, int terms, ProposerInput input) {
        ProposerRun run = replay(history);
        ProposerOutputs sent = run.apply(input);
        History after = history.then(input);
        List<ProposerOutputs.Sent> requests = new ArrayList<>(sent.requests());
        List<HeartbeatRequest> heartbeats = new ArrayList<>(sent.heartbeats());
        int term = terms + (campaignBegan(input, sent) ? 1 : 0);
        // Clients wait: a command is proposed in every slot as soon as there is a leader to take it.
        ProposerStatus status = run.status();
        while (run.complaint() == null
                && status.leadership() == Leadership.LEADER
                && status.nextSlot() <= scope.slots()) {
            ProposerInput propose = new ProposerInput.Propose(Commands.command(self, term, status.nextSlot()));
            ProposerOutputs more = run.apply(propose);
            requests.addAll(more.requests());
            heartbeats.addAll(more.heartbeats());
            after = after.then(propose);
            long next = run.status().nextSlot();
            if (next != status.nextSlot() + 1) {
                throw new Violation(
                        Invariant.VALIDITY,
                        "proposer " + self + " took a command for slot " + status.nextSlot() + ", but its next slot is "
                                + next);
            }
            status = run.status();
        }
        String complaint = run.complaint();
        if (complaint != null) {
            throw new Violation(
                    Invariant.NO_COMPLAINT,
                    "proposer " + self + " says \"" + complaint + "\" when " + ProposerInput.text(input));
        }
        // A proposer's rounds go up by its campaigns, one by one.
        if (run.storage().round() > Integer.MAX_VALUE
                || status.nextSlot() > Integer.MAX_VALUE
                || status.ballot().filter(it -> it.round() > Integer.MAX_VALUE).isPresent()) {
            throw new Violation(
                    Invariant.NO_LEAP, "proposer " + self + " is at " + status + " when " + ProposerInput.text(input));
        }
        if (input instanceof ProposerInput.Rejected rejected) {
            requireSameFromAnyone(history, rejected);
        }
        return step(
                number(after, term, run),
                new ProposerOutputs(
                        ProposerOutputs.joined(requests), List.copyOf(heartbeats), sent.preempts(), sent.admission()));
    }

    private Step step(int state, ProposerOutputs sent) {
        int sending = outputs.number(sent);
        return new Step(state, outputs.value(sending), sending);
    }

    static boolean campaignBegan(ProposerInput input, ProposerOutputs outputs) {
        // A leader that meets a ballot it gave away itself goes above it at once.
        boolean mayBegin = input instanceof ProposerInput.Timeout
                || input instanceof ProposerInput.Resolve
                || input instanceof ProposerInput.Rejected
                // It begins again without an acceptor that reports what cannot be.
                || input instanceof ProposerInput.Lie;
        return mayBegin && outputs.requests().stream().anyMatch(it -> it.request() instanceof Request.Prepare);
    }

    /** A rejection means the same whoever it comes from and whatever it answers, so it is kept without its sender. */
    private void requireSameFromAnyone(History history, ProposerInput.Rejected rejected) {
        ProposerRun run = replay(history);
        run.apply(rejected);
        Seen expected = Seen.in(run);
        IntStream.rangeClosed(1, Scope.ACCEPTORS).parallel().forEach(acceptor -> {
            ProposerRun toPrepare = replay(history);
            toPrepare.rejectPrepare(acceptor, rejected.promised());
            ProposerRun toAccept = replay(history);
            toAccept.rejectAccept(acceptor, rejected.promised());
            if (!Seen.in(toPrepare).equals(expected) || !Seen.in(toAccept).equals(expected)) {
                throw new IllegalStateException("a rejection means something else from acceptor " + acceptor);
            }
        });
    }

    private record Seen(ProposerStatus status, ProposerRun.Storage storage, Ballot highestKnown) {
        static Seen in(ProposerRun run) {
            return new Seen(run.status(), run.storage(), run.reserveBallot());
        }
    }

    private ProposerRun replay(History history) {
        ProposerRun run = new ProposerRun(component, self, history.start);
        history.inputs.forEach(run::apply);
        return run;
    }

    /** The number of the state that a history led an instance to. */
    private int number(History history, int terms, ProposerRun reached) {
        ProposerStatus status = reached.status();
        ProposerRun.Storage storage = reached.storage();
        ProposerIdentity identity =
                ProposerIdentity.of(reached, history.inputs, () -> replay(history), self, scope, terms);
        Integer known = numbers.get(identity);
        if (known != null) {
            List<History> alternatives = locals.get(known).alternatives;
            if (alternatives.size() < MAX_ALTERNATIVES
                    && !history.equals(locals.get(known).history)
                    && !alternatives.contains(history)) {
                alternatives.add(history);
            }
            return known;
        }
        locals.add(new Local(history, status, storage, terms));
        numbers.put(identity, locals.size() - 1);
        return locals.size() - 1;
    }

    /** The state with the acceptors renamed: the one that the renamed history leads to. */
    int renamed(int state, int permutation) {
        if (permutation == Permutation.IDENTITY) {
            return state;
        }
        Local local = locals.get(state);
        if (local.renamed[permutation] < 0) {
            History history = local.history.renamed(Permutation.ALL.get(permutation));
            local.renamed[permutation] = Patience.with(() -> number(history, local.terms, replay(history)));
        }
        return local.renamed[permutation];
    }
}
