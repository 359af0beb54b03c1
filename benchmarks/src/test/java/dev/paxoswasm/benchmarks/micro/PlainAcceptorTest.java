package dev.paxoswasm.benchmarks.micro;

import static dev.paxoswasm.benchmarks.micro.Batches.BALLOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The plain acceptor answers, stores and sends what the component does; else measuring one against the other says
 * nothing.
 */
class PlainAcceptorTest {
    private static final Ballot LOWER = new Ballot(2, 2);
    private static final Ballot HIGHER = new Ballot(3, 2);
    private static final List<Entry> ENTRIES = Batches.entries(3);

    private final RecentSlots ofComponent = new RecentSlots();
    private final RecentSlots ofPlain = new RecentSlots();
    private final Acceptor component = AcceptBatch.component(ofComponent, null);
    private final PlainAcceptor plain = AcceptBatch.plain(ofPlain);

    private static AcceptRequest at(Ballot ballot, long firstSlot, List<Entry> entries) {
        return new AcceptRequest(ballot, firstSlot, entries);
    }

    private static Entry entry(Ballot origin, CommandId id, int bytes) {
        return new Entry(origin, new Content.Command(new Command(id, new byte[bytes])));
    }

    /** The outcome of both, or the kind of their refusal. */
    private Object bothAccept(long acceptor, AcceptRequest request) {
        Object outcome = outcome(() -> component.accept(acceptor, request));
        assertThat(outcome(() -> plain.accept(acceptor, request))).isEqualTo(outcome);
        assertThat(ofPlain.loadAccepted(1, 100, Long.MAX_VALUE))
                .isEqualTo(ofComponent.loadAccepted(1, 100, Long.MAX_VALUE));
        assertThat(ofPlain.loadPromised()).isEqualTo(ofComponent.loadPromised());
        assertThat(ofPlain.votes()).isEqualTo(ofComponent.votes());
        return outcome;
    }

    private static Object outcome(Supplier<AcceptOutcome> accept) {
        try {
            return accept.get();
        } catch (RefusalException e) {
            return e.refusal().getClass().getSimpleName();
        }
    }

    @Test
    void batches_are_accepted_slot_after_slot_and_again() {
        assertThat(bothAccept(1, at(BALLOT, 1, ENTRIES))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(bothAccept(1, at(BALLOT, 4, ENTRIES))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(bothAccept(1, at(BALLOT, 4, ENTRIES))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(ofPlain.highestAccepted()).contains(6L);
    }

    @Test
    void a_lower_ballot_is_rejected_and_a_higher_one_replaces() {
        bothAccept(1, at(BALLOT, 1, ENTRIES));

        assertThat(bothAccept(1, at(LOWER, 1, ENTRIES.subList(0, 1)))).isEqualTo("Invalid");
        Entry older = entry(LOWER, new CommandId(1, 1), 1);
        assertThat(bothAccept(1, at(LOWER, 9, List.of(older)))).isEqualTo(new AcceptOutcome.Rejected(BALLOT));
        assertThat(bothAccept(1, at(HIGHER, 2, List.of(older)))).isInstanceOf(AcceptOutcome.Accepted.class);
        assertThat(ofPlain.loadAccepted(2, 1, 1).getFirst().ballot()).isEqualTo(HIGHER);
    }

    @Test
    void another_value_at_the_same_ballot_is_a_violation() {
        bothAccept(1, at(BALLOT, 1, ENTRIES));

        assertThat(bothAccept(1, at(BALLOT, 2, ENTRIES))).isEqualTo("Violation");
    }

    @Test
    void what_breaks_the_contract_is_refused() {
        CommandId id = new CommandId(1, 1);
        assertThat(bothAccept(2, at(BALLOT, 1, ENTRIES))).isEqualTo("Misaddressed");
        assertThat(bothAccept(1, at(new Ballot(0, 1), 1, ENTRIES))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(new Ballot(3, 9), 1, ENTRIES))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, 0, ENTRIES))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, (1L << 53) - 2, ENTRIES))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, 1, List.of()))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, 1, Batches.entries(513)))).isEqualTo("TooLarge");
        assertThat(bothAccept(1, at(BALLOT, 1, List.of(entry(HIGHER, id, 1))))).isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, 1, List.of(entry(BALLOT, new CommandId(0, 1), 1)))))
                .isEqualTo("Invalid");
        assertThat(bothAccept(1, at(BALLOT, 1, List.of(entry(BALLOT, id, (1 << 20) + 1)))))
                .isEqualTo("TooLarge");
        Entry half = entry(BALLOT, id, 1 << 19);
        assertThat(bothAccept(1, at(BALLOT, 1, List.of(half, half, half)))).isEqualTo("TooLarge");
        assertThat(ofPlain.highestAccepted()).isEmpty();
    }
}
