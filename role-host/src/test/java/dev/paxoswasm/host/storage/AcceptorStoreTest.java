package dev.paxoswasm.host.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How slots lie in runs, and that nobody who reads them notices. */
class AcceptorStoreTest {

    private static final int ALL = 1_000_000;
    private static final int LARGE = SlotRuns.MAX_RUN_BYTES / 2;

    private final MemoryStore records = new MemoryStore();
    private final AcceptorStore store = new AcceptorStore(records);

    private static AcceptedEntry accepted(long slot, long round, int payloadBytes) {
        Content content = payloadBytes == 0
                ? new Content.NoOp()
                : new Content.Command(new Command(new CommandId(round, slot), new byte[payloadBytes]));
        return new AcceptedEntry(slot, new Ballot(round, 1), new Entry(new Ballot(1, 1), content));
    }

    private static List<AcceptedEntry> accepted(long first, long last, long round, int payloadBytes) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(slot -> accepted(slot, round, payloadBytes))
                .toList();
    }

    private List<AcceptedEntry> loaded(long firstSlot) {
        return store.loadAccepted(firstSlot, ALL, Integer.MAX_VALUE);
    }

    /** The last slot of each run. */
    private List<Long> runs() {
        List<Long> runs = new ArrayList<>();
        records.forEachFrom(Keys.slot(Keys.ACCEPTED, 0), (key, value) -> runs.add(Keys.slotOf(key)));
        return runs;
    }

    @Test
    void a_batch_is_one_record_that_can_be_read_from_any_slot() {
        store.storeAccepted(accepted(1, 100, 1, 10));
        store.storeAccepted(accepted(101, 150, 1, 10));

        assertThat(runs()).containsExactly(100L, 150L);
        assertThat(loaded(1)).isEqualTo(accepted(1, 150, 1, 10));
        assertThat(loaded(99)).isEqualTo(accepted(99, 150, 1, 10));
        assertThat(store.loadAccepted(50, 1, ALL)).containsExactly(accepted(50, 1, 10));
        assertThat(store.loadAccepted(99, 3, ALL)).isEqualTo(accepted(99, 101, 1, 10));
        assertThat(store.highestAccepted()).contains(150L);
    }

    @Test
    void a_run_is_kept_short_for_whoever_reads_one_slot_of_it() {
        store.storeAccepted(accepted(1, 5, 1, LARGE - 1_000));
        store.storeAccepted(List.of(accepted(6, 1, 100 * LARGE)));

        assertThat(runs()).containsExactly(2L, 4L, 5L, 6L);
        assertThat(loaded(6)).containsExactly(accepted(6, 1, 100 * LARGE));
    }

    @Test
    void what_is_accepted_again_at_a_higher_ballot_takes_its_place_in_the_runs_that_hold_it() {
        store.storeAccepted(accepted(1, 10, 1, 10));
        store.storeAccepted(accepted(11, 20, 1, 10));
        store.storeAccepted(accepted(8, 12, 2, 0));

        assertThat(runs()).containsExactly(10L, 20L);
        assertThat(loaded(7)).startsWith(accepted(7, 1, 10)).containsAll(accepted(8, 12, 2, 0));
        assertThat(loaded(13)).isEqualTo(accepted(13, 20, 1, 10));
        assertThat(loaded(1)).hasSize(20);
    }

    @Test
    void a_run_that_grows_too_long_is_split() {
        store.storeAccepted(accepted(1, 4, 1, 10));
        store.storeAccepted(accepted(1, 3, 2, LARGE));

        assertThat(runs()).containsExactly(1L, 2L, 4L);
        assertThat(loaded(1).subList(0, 3)).isEqualTo(accepted(1, 3, 2, LARGE));
        assertThat(loaded(4)).containsExactly(accepted(4, 1, 10));
    }

    @Test
    void slots_in_a_gap_and_past_the_end_are_runs_of_their_own() {
        store.storeAccepted(accepted(3, 4, 1, 10));
        store.storeAccepted(accepted(8, 9, 1, 10));
        store.storeAccepted(accepted(2, 11, 2, 10));

        assertThat(runs()).containsExactly(2L, 4L, 7L, 9L, 11L);
        assertThat(loaded(1)).isEqualTo(accepted(2, 11, 2, 10));
    }

    @Test
    void entries_in_any_order_are_stored_and_the_later_one_of_a_slot_holds() {
        store.storeAccepted(List.of(accepted(5, 1, 10), accepted(2, 1, 10), accepted(3, 1, 10), accepted(2, 2, 10)));

        assertThat(loaded(1)).containsExactly(accepted(2, 2, 10), accepted(3, 1, 10), accepted(5, 1, 10));
    }

    @Test
    void a_batch_that_was_discarded_leaves_no_trace_in_what_is_stored_after_it() {
        records.begin();
        store.storeAccepted(accepted(1, 4, 1, 10));
        records.commit();
        records.begin();
        store.storeAccepted(accepted(5, 9, 1, 10));
        records.discard();
        store.storeAccepted(accepted(5, 6, 2, 10));

        assertThat(runs()).containsExactly(4L, 6L);
        assertThat(loaded(5)).isEqualTo(accepted(5, 6, 2, 10));
        assertThat(store.highestAccepted()).contains(6L);
    }

    @Test
    void a_new_acceptor_on_an_old_store_goes_on_where_the_last_one_ended() {
        store.storeAccepted(accepted(1, 10, 1, 10));
        new AcceptorStore(records).storeAccepted(accepted(10, 12, 2, 10));

        assertThat(runs()).containsExactly(10L, 12L);
        assertThat(loaded(9))
                .containsExactly(accepted(9, 1, 10), accepted(10, 2, 10), accepted(11, 2, 10), accepted(12, 2, 10));
    }

    /** Against a map from slot to entry, which knows nothing of runs. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_is_stored_in_whatever_pieces_is_what_a_map_would_hold(long seed) {
        Random random = new Random(seed);
        NavigableMap<Long, AcceptedEntry> model = new TreeMap<>();
        for (int round = 1; round <= 300; round++) {
            long first = random.nextLong(1, 200);
            List<AcceptedEntry> entries = new ArrayList<>();
            for (long slot = first; slot < first + random.nextLong(1, 40); slot++) {
                if (random.nextInt(10) > 0) {
                    entries.add(accepted(slot, round, random.nextInt(20) == 0 ? LARGE : random.nextInt(50)));
                }
            }
            records.begin();
            store.storeAccepted(entries);
            if (random.nextInt(5) == 0) {
                records.discard();
            } else {
                records.commit();
                entries.forEach(entry -> model.put(entry.slot(), entry));
            }
            long from = random.nextLong(1, 220);
            assertThat(loaded(from))
                    .containsExactlyElementsOf(model.tailMap(from).values());
            assertThat(store.highestAccepted().orElse(0L)).isEqualTo(model.isEmpty() ? 0 : model.lastKey());
        }
        assertThat(runs()).hasSizeLessThan(model.size());
    }

    @Test
    void a_record_that_is_damaged_is_named_as_such() {
        store.storeAccepted(accepted(1, 3, 1, 10));
        byte[] key = Keys.slot(Keys.ACCEPTED, 3);
        byte[] whole = records.get(key);

        records.put(key, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> loaded(1)).isInstanceOf(StorageException.class).hasMessageContaining("cannot be read");
        records.put(key, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> loaded(1)).hasMessageContaining("1 bytes too many");
        byte[] miscounted = whole.clone();
        miscounted[3] = 4;
        records.put(key, miscounted);
        assertThatThrownBy(() -> loaded(1)).hasMessage("a stored run that ends at slot 3 says that it has 4");
        records.put(key, new byte[0]);
        assertThatThrownBy(() -> loaded(1)).hasMessageContaining("a stored run of 0 bytes cannot be read");
    }
}
