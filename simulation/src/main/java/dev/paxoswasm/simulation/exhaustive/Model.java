package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import java.util.Arrays;
import java.util.List;

/**
 * The cluster: its states, and what leads from one to the next. A state is a few numbers of interned things: see the
 * places below.
 */
final class Model {

    /** Of a proposer that can do nothing any more: no campaign is left, and it is not in one. */
    static final int SPENT = -1;

    /**
     * Places in a state: the ballots used, both proposers, what they may hear of ballots, what is chosen, whether
     * someone has told a number that cannot be, the acceptors.
     */
    static final int USED = 0;

    static final int PROPOSER = 1;
    static final int NEWS = PROPOSER + Scope.PROPOSERS;
    static final int CHOSEN = NEWS + 1;
    static final int LIED = CHOSEN + 1;
    static final int ACCEPTOR = LIED + 1;
    static final int WIDTH = ACCEPTOR + Scope.ACCEPTORS;

    /** One acceptor, whichever, says what cannot be, or the other proposer does. */
    private static final List<ProposerInput> LIES = List.of(
            new ProposerInput.Lie(AcceptorMachine.WIPED + 1, ProposerInput.Extreme.REJECTION),
            new ProposerInput.Lie(AcceptorMachine.WIPED + 1, ProposerInput.Extreme.REPORTED_SLOT),
            new ProposerInput.Lie(AcceptorMachine.WIPED + 1, ProposerInput.Extreme.REPORTED_BALLOT),
            ProposerInput.Claim.HEARTBEAT,
            ProposerInput.Claim.PREEMPTED);

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
    private final PairMap<Integer> answers = new PairMap<>();
    private final PairMap<Integer> newsInputs = new PairMap<>();
    private final PairMap<Integer> unions = new PairMap<>();
    private final List<PairMap<Sending>> sendings = List.of(new PairMap<>(), new PairMap<>());
    private final int[] wait = new int[Scope.PROPOSERS];
    private final int[] restart = new int[Scope.PROPOSERS];
    private final int[] timeout = new int[Scope.PROPOSERS];

    Model(Components components, Scope scope) {
        this.scope = scope;
        this.acceptor = new AcceptorMachine(components.acceptor());
        this.sides = new Sides(acceptor);
        this.chosen = new Chosen(sides, acceptor);
        this.proposers = new ProposerMachine[] {
            new ProposerMachine(components.proposer(), 1, scope), new ProposerMachine(components.proposer(), 2, scope)
        };
        for (int place = 0; place < Scope.PROPOSERS; place++) {
            wait[place] = proposers[place].input(new ProposerInput.Wait());
            restart[place] = proposers[place].input(new ProposerInput.Restart());
            timeout[place] = proposers[place].input(new ProposerInput.Timeout());
        }
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

    /** Whether the disk of an acceptor may still be lost, or is not recovered yet. */
    private boolean wipeIsOpen(int[] state) {
        AcceptorRun.Storage storage = acceptor.storage(
                sides.side(state[ACCEPTOR + AcceptorMachine.WIPED]).local());
        return scope.wipes() > 0 && (!storage.wiped() || storage.recovering());
    }

    void expand(int[] state, Visitor visitor) {
        for (int place = 0; place < Scope.ACCEPTORS; place++) {
            expandAcceptor(state, place, visitor);
        }
        if (wipeIsOpen(state)) {
            expandWipe(state, visitor);
        }
        if (left(state) > 0) {
            for (int place = 0; place < Scope.PROPOSERS; place++) {
                expandProposer(state, place, visitor);
            }
            if (scope.outliers() > state[LIED]) {
                int[] lied = state.clone();
                lied[LIED] = 1;
                for (int place = 0; place < Scope.PROPOSERS; place++) {
                    for (ProposerInput lie : LIES) {
                        input(lied, place, proposers[place].input(lie), visitor);
                    }
                }
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
        if (acceptor.restarted(side.local()) != side.local() && !acceptor.hasBallot(side.local())) {
            action.restart(place);
            changed(state, place, sides.restart(number), visitor);
        }
        for (int reply : side.replies().numbers()) {
            input(state, asker(reply), answer(reply, place), visitor);
        }
    }

    /**
     * The disk is lost; or others help, each in one step: until it votes again, the acceptor does nothing in between.
     */
    private void expandWipe(int[] state, Visitor visitor) {
        int place = AcceptorMachine.WIPED;
        int local = sides.side(state[ACCEPTOR + place]).local();
        if (!acceptor.storage(local).wiped()) {
            action.wipe(place);
            changed(state, place, sides.moved(state[ACCEPTOR + place], acceptor.wiped(local)), visitor);
            return;
        }
        boolean waits = false;
        for (Help.Wanted wanted : acceptor.wanted(local)) {
            action.help(place, wanted);
            int[] next = state.clone();
            Help help = help(next, wanted);
            moved(next, place, acceptor.helped(local, help), visitor);
            waits |= wanted instanceof Help.Admit admit
                    && admit.request().above().isPresent();
        }
        if (waits && !acceptor.hasWaited(local)) {
            action.wait(place);
            moved(state.clone(), place, acceptor.helped(local, new Help.Wait()), visitor);
        }
    }

    private void moved(int[] next, int place, int local, Visitor visitor) {
        put(next, place, sides.moved(next[ACCEPTOR + place], local));
        normalise(next);
        visitor.visit(next);
    }

    /** What another node answers; it may come into another state by it. */
    private Help help(int[] state, Help.Wanted wanted) {
        return switch (wanted) {
            case Help.Admit it -> {
                int place = (int) it.proposer() - 1;
                int input = proposers[place].input(new ProposerInput.Admit(it.request()));
                ProposerMachine.Step step = proposers[place].step(state[PROPOSER + place], input);
                state[PROPOSER + place] = step.state();
                send(state, place, step);
                yield new Help.Admitted(it, step.outputs().admission().orElseThrow());
            }
            case Help.Promise it -> {
                int at = ACCEPTOR + (int) it.acceptor() - 1;
                int request =
                        sides.number(new Request.Prepare(it.request().ballot().proposer(), it.request()));
                AcceptorMachine.Step step = acceptor.step(sides.side(state[at]).local(), request);
                put(state, at - ACCEPTOR, sides.moved(state[at], step.state()));
                yield new Help.Promised(it, ((AcceptorRun.Answer.Prepared) step.answer()).outcome());
            }
            case Help.Page it -> {
                int local =
                        sides.side(state[ACCEPTOR + (int) it.acceptor() - 1]).local();
                yield new Help.Shown(it, acceptor.read(local, it.request()));
            }
        };
    }

    /** The place of the proposer that an answer goes to. */
    private int asker(int reply) {
        return (int) sides.reply(reply).request().proposer() - 1;
    }

    /** What an answer of an acceptor is to the proposer that asked. */
    private int answer(int reply, int acceptorPlace) {
        Integer known = answers.get(reply, acceptorPlace);
        if (known == null) {
            known = proposers[asker(reply)].input(sides.reply(reply).from(acceptorPlace + 1));
            answers.put(reply, acceptorPlace, known);
        }
        return known;
    }

    /** What news are to the proposer at a place; negative where they are for the other one. */
    private int news(int number, int place) {
        Integer known = newsInputs.get(number, place);
        if (known == null) {
            Sides.Addressed addressed = sides.news(number);
            known = addressed.proposer() == place + 1 ? proposers[place].input(addressed.news()) : -1;
            newsInputs.put(number, place, known);
        }
        return known;
    }

    private void changed(int[] state, int place, Sides.Change change, Visitor visitor) {
        int[] next = state.clone();
        put(next, place, change);
        normalise(next);
        visitor.visit(next);
    }

    private void put(int[] state, int place, Sides.Change change) {
        state[ACCEPTOR + place] = change.side();
        if (change.news().numbers().length > 0) {
            state[NEWS] = union(state[NEWS], sets.number(change.news()));
        }
    }

    private int union(int first, int second) {
        Integer known = unions.get(first, second);
        if (known == null) {
            NumberSet all = sets.value(first);
            for (int number : sets.value(second).numbers()) {
                all = all.with(number);
            }
            known = sets.number(all);
            unions.put(first, second, known);
        }
        return known;
    }

    private void expandProposer(int[] state, int place, Visitor visitor) {
        ProposerMachine machine = proposers[place];
        ProposerMachine.Local local = machine.local(state[PROPOSER + place]);
        for (int number : sets.value(state[NEWS]).numbers()) {
            int input = news(number, place);
            if (input >= 0) {
                input(state, place, input, visitor);
            }
        }
        input(state, place, wait[place], visitor);
        input(state, place, restart[place], visitor);
        input(state, place, timeout[place], visitor);
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
        send(next, place, step);
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
    private boolean send(int[] state, int place, ProposerMachine.Step step) {
        boolean more = false;
        Sending sending = sending(place, step);
        for (Sending.Numbered sent : sending.requests()) {
            if (sent.request() instanceof Request.Accept accept && !underWay(state, sent.number())) {
                requireOneValue(state, place, accept);
            }
            for (int to : sent.places()) {
                int side = state[ACCEPTOR + to];
                int news = state[NEWS];
                put(state, to, sides.add(side, sent.number()));
                more |= state[ACCEPTOR + to] != side || state[NEWS] != news;
            }
        }
        requireChosen(state, place, "says in a heartbeat", sending.claimed());
        for (int number : sending.news()) {
            NumberSet known = sets.value(state[NEWS]);
            if (!known.contains(number)) {
                state[NEWS] = sets.number(known.with(number));
                more = true;
            }
        }
        return more;
    }

    private Sending sending(int place, ProposerMachine.Step step) {
        Sending known = sendings.get(place).get(step.sending(), 0);
        if (known == null) {
            known = sending(place, step.outputs());
            sendings.get(place).put(step.sending(), 0, known);
        }
        return known;
    }

    private Sending sending(int place, ProposerOutputs outputs) {
        List<Sending.Numbered> requests = outputs.requests().stream()
                .map(it -> new Sending.Numbered(
                        it.request(),
                        sides.number(it.request()),
                        it.acceptors().stream()
                                .mapToInt(to -> Math.toIntExact(to) - 1)
                                .toArray()))
                .toList();
        int other = Scope.PROPOSERS - place;
        NumberSet news = NumberSet.EMPTY;
        long claimed = 0;
        for (HeartbeatRequest heartbeat : outputs.heartbeats()) {
            claimed = Math.max(claimed, heartbeat.chosenThrough());
            news = news.with(sides.number(new Sides.Addressed(other, new ProposerInput.Heartbeat(heartbeat))));
        }
        if (outputs.preempts().isPresent()) {
            Ballot higher = outputs.preempts().get();
            news = news.with(sides.number(new Sides.Addressed(other, new ProposerInput.Preempted(higher))));
        }
        return new Sending(requests, news.numbers(), claimed);
    }

    /** Whether it was sent before, so that it was held against the others then, and they against it. */
    private boolean underWay(int[] state, int request) {
        for (int at = ACCEPTOR; at < WIDTH; at++) {
            if (sides.side(state[at]).requests().contains(request)) {
                return true;
            }
        }
        return false;
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
            more |= sendUnchanged(state, place, local, wait[place]);
            for (int number : sets.value(state[NEWS]).numbers()) {
                int input = news(number, place);
                if (input >= 0) {
                    more |= sendUnchanged(state, place, local, input);
                }
            }
        }
        return more;
    }

    private boolean sendUnchanged(int[] state, int place, int local, int input) {
        ProposerMachine.Step step = proposers[place].step(local, input);
        return step.state() == local && send(state, place, step);
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
                // An acceptor that recovers still asks for its round, which a restart leaves as it is.
                state[PROPOSER + place] = wipeIsOpen(state)
                        ? proposers[place].step(local, restart[place]).state()
                        : SPENT;
            }
        }
        state[NEWS] = sets.number(NumberSet.EMPTY);
    }

    /** Drops what can have no effect any more. */
    private void prune(int[] state, int at) {
        int acceptorPlace = at - ACCEPTOR;
        boolean spent = left(state) <= 0;
        // What changes nothing before the disk is lost may change something after it.
        boolean forgets = acceptorPlace == AcceptorMachine.WIPED && wipeIsOpen(state);
        Side side = sides.side(state[at]);
        NumberSet replies = side.replies().retaining(it -> matters(state, it, acceptorPlace, spent));
        NumberSet requests = spent && !forgets
                ? side.requests().retaining(it -> mattersToAcceptor(state, side, it))
                : side.requests();
        if (replies != side.replies() || requests != side.requests()) {
            state[at] = sides.number(new Side(side.local(), requests, replies, side.votes()));
        }
    }

    private boolean matters(int[] state, int reply, int acceptorPlace, boolean spent) {
        int place = asker(reply);
        int local = state[PROPOSER + place];
        if (isSpent(place, local, spent) || spent && sides.reply(reply) instanceof Reply.Accepted) {
            return false;
        }
        int input = answer(reply, acceptorPlace);
        ProposerMachine.Step step = proposers[place].step(local, input);
        if (step.state() != local || step.asks()) {
            return true;
        }
        dropped.add(place, local, input);
        return false;
    }

    private boolean isSpent(int place, int local, boolean spent) {
        return local == SPENT || spent && !proposers[place].local(local).campaigns();
    }

    private boolean mattersToAcceptor(int[] state, Side side, int request) {
        if (!sides.unchanged(side.local(), request)) {
            return true;
        }
        int place = (int) sides.request(request).proposer() - 1;
        int local = state[PROPOSER + place];
        boolean awaited = sides.request(request) instanceof Request.Prepare prepare
                && !isSpent(place, local, true)
                && proposers[place]
                        .local(local)
                        .status
                        .ballot()
                        .filter(prepare.ballot()::equals)
                        .isPresent();
        return awaited;
    }

    /** One acceptor differs from the others, which differ by their names only. */
    private void canonicalBesideWiped(int[] state, int[] least) {
        int[] swapped = state.clone();
        swapped[ACCEPTOR] = state[ACCEPTOR + 1];
        swapped[ACCEPTOR + 1] = state[ACCEPTOR];
        int wiped = ACCEPTOR + AcceptorMachine.WIPED;
        swapped[wiped] = sides.renamed(state[wiped], Permutation.FIRST_TWO);
        for (int place = PROPOSER; place < NEWS; place++) {
            swapped[place] = state[place] == SPENT
                    ? SPENT
                    : proposers[place - PROPOSER].renamed(state[place], Permutation.FIRST_TWO);
        }
        System.arraycopy(Arrays.compare(swapped, state) < 0 ? swapped : state, 0, least, 0, WIDTH);
    }

    /** The least of the states that differ by names of acceptors only. */
    void canonical(int[] state, int[] least) {
        if (scope.wipes() > 0 || scope.outliers() > 0) {
            canonicalBesideWiped(state, least);
            return;
        }
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
