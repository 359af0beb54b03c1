package dev.paxoswasm.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Votes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VoteMessagesTest {

    private static final Ballot BALLOT = new Ballot(1, 1);

    private static VoteMessages messages(long maxBatchEntries, long maxBatchBytes, long maxOpenSlots) {
        return new VoteMessages(new Bounds(1000, maxBatchEntries, maxBatchBytes, maxOpenSlots, 5000));
    }

    private static Votes withoutValues(long firstSlot) {
        return new Votes(1, BALLOT, firstSlot, 1, Optional.empty());
    }

    /** One acceptance of values of these lengths. */
    private static Votes of(long firstSlot, int... lengths) {
        List<Entry> entries = IntStream.of(lengths)
                .mapToObj(length ->
                        new Entry(BALLOT, new Content.Command(new Command(new CommandId(1, 1), new byte[length]))))
                .toList();
        return new Votes(1, BALLOT, firstSlot, lengths.length, Optional.of(entries));
    }

    /** The first slots of the votes of each message. */
    private static List<List<Long>> all(VoteMessages messages, Votes... votes) {
        Queue<Votes> waiting = new ArrayDeque<>(List.of(votes));
        List<List<Long>> all = new ArrayList<>();
        while (!waiting.isEmpty()) {
            all.add(messages.next(waiting).votes().stream()
                    .map(Votes::firstSlot)
                    .toList());
        }
        return all;
    }

    @Test
    void what_waits_goes_in_one_message_in_its_order() {
        assertThat(all(messages(8, 100, 16), withoutValues(3), of(1, 10, 10), withoutValues(2)))
                .containsExactly(List.of(3L, 1L, 2L));
    }

    @Test
    void a_message_holds_no_more_votes_than_a_batch_has_entries() {
        assertThat(all(messages(2, 100, 16), withoutValues(1), withoutValues(2), withoutValues(3)))
                .containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void a_message_holds_no_more_votes_than_a_learner_takes() {
        assertThat(all(messages(8, 100, 2), withoutValues(1), withoutValues(2), withoutValues(3)))
                .containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void a_message_holds_no_more_bytes_than_a_batch() {
        assertThat(all(messages(10, 100, 16), of(1, 50), of(2, 50), of(3, 51), of(4, 50)))
                .containsExactly(List.of(1L, 2L), List.of(3L), List.of(4L));
    }

    @Test
    void values_without_bytes_count_as_entries() {
        assertThat(all(messages(4, 100, 16), of(1, 0, 0), of(3, 0, 0), of(5, 0)))
                .containsExactly(List.of(1L, 3L), List.of(5L));
    }

    @Test
    void an_acceptance_over_the_bound_goes_alone() {
        assertThat(all(messages(4, 100, 16), withoutValues(1), of(2, 500), withoutValues(3)))
                .containsExactly(List.of(1L), List.of(2L), List.of(3L));
    }
}
