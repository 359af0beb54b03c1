package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import java.util.Arrays;

/**
 * The cluster: its states, and what leads from one to the next. A state is a few numbers of interned things: see the
 * places below.
 */
final class Model {

    /** Of a proposer that can do nothing any more: no campaign is left, and it is not in one. */
    static final int SPENT = -1;

    /** Places in a state: the ballots used, both proposers, what they may hear of ballots, what is chosen, the acceptors. */
    static final int USED = 0;

    static final int PROPOSER = 1;
    static final int NEWS = PROPOSER + Scope.PROPOSERS;
    static final int CHOSEN = NEWS + 1;
    static final int ACCEPTOR = CHOSEN + 1;
    static final int WIDTH = ACCEPTOR + Scope.ACCEPTORS;

    /** Takes the successors of a state. */
    interface Visitor {
        void visit(int[] successor);
    }

    private final Scope scope;
    private final ProposerMachine[] proposers;
    private final AcceptorMachine acceptor;
    private final Sides sides;
    private final Interner<NumberSet> sets = new Interner<>();
    private final Interner<Ballot> ballots = new Interner<>();
    private final Chosen chosen;
    private final Dropped dropped = new Dropped();
    private final Action action = new Action();

    Model(Components components, Scope scope) {
        this.scope = scope;
        this.acceptor = new AcceptorMachine(components.acceptor());
        this.sides = new Sides(acceptor);
        this.chosen = new Chosen(sides, acceptor);
        this.proposers = new ProposerMachine[] {
            new ProposerMachine(components.proposer(), 1, scope), new ProposerMachine(components.proposer(), 2, scope)
        };
    }

    Scope scope() {
        return scope;
    }

    ProposerMachine proposer(int place) {
        return proposers[place];
    }

    AcceptorMachine acceptor() {
        return acceptor;
    }

    Dropped dropped() {
        return dropped;
    }

    /** What the model was doing when it visited last, or when an invariant broke. */
    Action action() {
        return action;
    }

    int[] initial() {
        int[] state = new int[WIDTH];
        state[USED] = sets.number(NumberSet.EMPTY);
        state[NEWS] = sets.number(NumberSet.EMPTY);
        state[CHOSEN] = chosen.none();
        Arrays.fill(state, ACCEPTOR, WIDTH, sides.number(Side.INITIAL));
        normalise(state);
        return state;
    }

    private int left(int[] state) {
        return scope.ballots() - sets.value(state[USED]).numbers().length;
    }

    void expand(int[] state, Visitor visitor) {
        for (int place = 0; place < Scope.ACCEPTORS; place++) {
            expandAcceptor(state, place, visitor);
        }
        if (left(state) > 0) {
            for (int place = 0; place < Scope.PROPOSERS; place++) {
                expandProposer(state, place, visitor);
            }
        }
    }

    private void expandAcceptor(int[] state, int place, Visitor visitor) {
        int number = state[ACCEPTOR + place];
        Side side = sides.side(number);
        for (int request : side.requests().numbers()) {
            action.request(place, sides.request(request));
            if (!sides.unchanged(side.local(), request)) {
                changed(state, place, sides.deliver(number, request), visitor);
            }
        }
        if (acceptor.restarted(side.local()) != side.local()) {
            action.restart(place);
            changed(state, place, sides.restart(number), visitor);
        }
        for (int reply : side.replies().numbers()) {
            Reply answer = sides.reply(reply);
            int proposer = (int) answer.request().proposer() - 1;
            int input = proposers[proposer].input(answer.from(place + 1));
            input(state, proposer, input, visitor);
        }
    }

    private void changed(int[] state, int place, Sides.Change change, Visitor visitor) {
        int[] next = state.clone();
        put(next, place, change);
        normalise(next);
        visitor.visit(next);
    }

    private void put(int[] state, int place, Sides.Change change) {
        state[ACCEPTOR + place] = change.side();
        NumberSet news = sets.value(state[NEWS]);
        for (int number : change.news().numbers()) {
            news = news.with(number);
        }
        state[NEWS] = sets.number(news);
    }

    private void expandProposer(int[] state, int place, Visitor visitor) {
        ProposerMachine machine = proposers[place];
        ProposerMachine.Local local = machine.local(state[PROPOSER + place]);
        for (int number : sets.value(state[NEWS]).numbers()) {
            Sides.Addressed addressed = sides.news(number);
            if (addressed.proposer() == place + 1) {
                input(state, place, machine.input(addressed.news()), visitor);
            }
        }
        input(state, place, machine.input(new ProposerInput.Wait()), visitor);
        input(state, place, machine.input(new ProposerInput.Restart()), visitor);
        input(state, place, machine.input(new ProposerInput.Timeout()), visitor);
        if (local.leads() || local.campaigns()) {
            for (long slot = 1; slot <= local.status.chosenThrough(); slot++) {
                input(state, place, machine.input(new ProposerInput.Resolve(slot)), visitor);
            }
        }
    }

    private void input(int[] state, int place, int input, Visitor visitor) {
        int local = state[PROPOSER + place];
        action.input(place, proposers[place], local, input);
        ProposerMachine.Step step = proposers[place].step(local, input);
        if (step.state() == local) {
            return;
        }
        int[] next = state.clone();
        next[PROPOSER + place] = step.state();
        if (ProposerMachine.campaignBegan(proposers[place].input(input), step.outputs())) {
            campaign(next, place, step.outputs());
        }
        send(next, place, step.outputs());
        normalise(next);
        visitor.visit(next);
    }

    private void campaign(int[] state, int place, ProposerOutputs outputs) {
        for (ProposerOutputs.Sent sent : outputs.requests()) {
            if (sent.request() instanceof Request.Prepare prepare) {
                Ballot ballot = prepare.ballot();
                NumberSet used = sets.value(state[USED]);
                int number = ballots.number(ballot);
                if (used.contains(number) || ballot.proposer() != place + 1) {
                    throw new Violation(
                            Invariant.ONE_CAMPAIGN_A_BALLOT,
                            "proposer " + (place + 1) + " campaigns with ballot " + Text.of(ballot)
                                    + (used.contains(number) ? " again" : ", which is not its own"));
                }
                state[USED] = sets.number(used.with(number));
            }
        }
    }

    /** Whether there was anything new in it. */
    private boolean send(int[] state, int place, ProposerOutputs outputs) {
        int[] before = state.clone();
        for (ProposerOutputs.Sent sent : outputs.requests()) {
            int request = sides.number(sent.request());
            if (sent.request() instanceof Request.Accept accept) {
                requireOneValue(state, place, accept);
            }
            for (long to : sent.acceptors()) {
                int at = (int) to - 1;
                put(state, at, sides.add(state[ACCEPTOR + at], request));
            }
        }
        int other = Scope.PROPOSERS - place;
        for (HeartbeatRequest heartbeat : outputs.heartbeats()) {
            requireChosen(state, place, "says in a heartbeat", heartbeat.chosenThrough());
            tell(state, other, new ProposerInput.Heartbeat(heartbeat));
        }
        outputs.preempts().ifPresent(it -> tell(state, other, new ProposerInput.Preempted(it)));
        return !Arrays.equals(before, state);
    }

    private void tell(int[] state, int proposer, ProposerInput.News news) {
        int number = sides.number(new Sides.Addressed(proposer, news));
        state[NEWS] = sets.number(sets.value(state[NEWS]).with(number));
    }

    private void requireChosen(int[] state, int place, String how, long through) {
        if (through > chosen.through(state[CHOSEN])) {
            throw new Violation(
                    Invariant.CHOSEN_CLAIM,
                    "proposer " + (place + 1) + " " + how + " that all is chosen through slot " + through
                            + ", but chosen is " + chosen.text(state[CHOSEN]));
        }
    }

    private void requireOneValue(int[] state, int place, Request.Accept accept) {
        long slot = accept.request().firstSlot();
        for (Entry entry : accept.request().entries()) {
            if (!Commands.valid(entry, slot)) {
                throw new Violation(
                        Invariant.VALIDITY,
                        "proposer " + (place + 1) + " proposes " + Text.of(entry) + " in slot " + slot);
            }
            for (int at = ACCEPTOR; at < WIDTH; at++) {
                for (int known : sides.side(state[at]).requests().numbers()) {
                    if (sides.request(known) instanceof Request.Accept other
                            && other.ballot().equals(accept.ballot())
                            && differs(other, slot, entry)) {
                        throw new Violation(
                                Invariant.ONE_VALUE_A_BALLOT,
                                "proposer " + (place + 1) + " asks to accept " + Text.of(accept.request())
                                        + " after it asked to accept " + Text.of(other.request()));
                    }
                }
            }
            slot++;
        }
    }

    private static boolean differs(Request.Accept other, long slot, Entry entry) {
        long at = slot - other.request().firstSlot();
        return at >= 0
                && at < other.request().entries().size()
                && !other.request().entries().get((int) at).equals(entry);
    }

    /** Brings a state into the form that stands for all that behave alike. */
    private void normalise(int[] state) {
        chosen.record(state);
        if (left(state) > 0) {
            while (answeredAtOnce(state)) {}
            claims(state);
        } else {
            spend(state);
        }
        for (int at = ACCEPTOR; at < WIDTH; at++) {
            prune(state, at);
        }
        chosen.forgetVotes(state);
    }

    /** What a proposer sends without a change of its state is sent at once. Whether there was anything new. */
    private boolean answeredAtOnce(int[] state) {
        boolean more = false;
        for (int place = 0; place < Scope.PROPOSERS; place++) {
            int local = state[PROPOSER + place];
            ProposerMachine machine = proposers[place];
            more |= sendUnchanged(state, place, local, machine.input(new ProposerInput.Wait()));
            for (int number : sets.value(state[NEWS]).numbers()) {
                Sides.Addressed addressed = sides.news(number);
                if (addressed.proposer() == place + 1) {
                    more |= sendUnchanged(state, place, local, machine.input(addressed.news()));
                }
            }
        }
        return more;
    }

    private boolean sendUnchanged(int[] state, int place, int local, int input) {
        ProposerMachine.Step step = proposers[place].step(local, input);
        return step.state() == local && send(state, place, step.outputs());
    }

    private void claims(int[] state) {
        for (int place = 0; place < Scope.PROPOSERS; place++) {
            ProposerMachine.Local local = proposers[place].local(state[PROPOSER + place]);
            requireChosen(state, place, "takes it", local.status.chosenThrough());
            requireChosen(state, place, "has stored", local.storage.chosenThrough());
        }
    }

    /** No campaign is left: only one that is under way can still propose anything, and only promises matter to it. */
    private void spend(int[] state) {
        for (int place = 0; place < Scope.PROPOSERS; place++) {
            int local = state[PROPOSER + place];
            if (local != SPENT && !proposers[place].local(local).campaigns()) {
                state[PROPOSER + place] = SPENT;
            }
        }
        state[NEWS] = sets.number(NumberSet.EMPTY);
    }

    /** Drops what can have no effect any more. */
    private void prune(int[] state, int at) {
        int acceptorId = at - ACCEPTOR + 1;
        boolean spent = left(state) == 0;
        Side side = sides.side(state[at]);
        NumberSet replies = side.replies().retaining(it -> matters(state, sides.reply(it), acceptorId, spent));
        NumberSet requests =
                spent ? side.requests().retaining(it -> mattersToAcceptor(state, side, it)) : side.requests();
        if (replies != side.replies() || requests != side.requests()) {
            state[at] = sides.number(new Side(side.local(), requests, replies, side.votes()));
        }
    }

    private boolean matters(int[] state, Reply reply, int acceptorId, boolean spent) {
        int place = (int) reply.request().proposer() - 1;
        int local = state[PROPOSER + place];
        if (local == SPENT || spent && reply instanceof Reply.Accepted) {
            return false;
        }
        int input = proposers[place].input(reply.from(acceptorId));
        ProposerMachine.Step step = proposers[place].step(local, input);
        if (step.state() != local || !step.outputs().requests().isEmpty()) {
            return true;
        }
        dropped.add(place, local, input);
        return false;
    }

    private boolean mattersToAcceptor(int[] state, Side side, int request) {
        if (!sides.unchanged(side.local(), request)) {
            return true;
        }
        int place = (int) sides.request(request).proposer() - 1;
        int local = state[PROPOSER + place];
        boolean awaited = sides.request(request) instanceof Request.Prepare prepare
                && local != SPENT
                && proposers[place]
                        .local(local)
                        .status
                        .ballot()
                        .filter(prepare.ballot()::equals)
                        .isPresent();
        return awaited;
    }

    /** The least of the states that differ by names of acceptors only. */
    void canonical(int[] state, int[] least) {
        boolean first = true;
        int[] renamed = new int[WIDTH];
        for (int permutation = 0; permutation < Permutation.ALL.size(); permutation++) {
            Permutation places = Permutation.ALL.get(permutation);
            System.arraycopy(state, 0, renamed, 0, ACCEPTOR);
            for (int place = 0; place < Scope.ACCEPTORS; place++) {
                renamed[ACCEPTOR + places.place(place)] = state[ACCEPTOR + place];
            }
            if (renamed[ACCEPTOR] > renamed[ACCEPTOR + 1] || renamed[ACCEPTOR + 1] > renamed[ACCEPTOR + 2]) {
                continue;
            }
            for (int place = PROPOSER; place < NEWS; place++) {
                renamed[place] =
                        state[place] == SPENT ? SPENT : proposers[place - PROPOSER].renamed(state[place], permutation);
            }
            if (first || Arrays.compare(renamed, least) < 0) {
                System.arraycopy(renamed, 0, least, 0, WIDTH);
                first = false;
            }
        }
    }
}
