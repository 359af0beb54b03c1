package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Batches of values, the same in every run. */
final class Batches {
    static final Ballot BALLOT = new Ballot(3, 1);

    private static final int VALUE_BYTES = 256;
    private static final long SESSION = 3_562_720_037_309_361L;
    private static final long SEED = 1;

    private Batches() {}

    static List<Entry> entries(int count) {
        Random random = new Random(SEED);
        List<Entry> entries = new ArrayList<>();
        for (int sequence = 1; sequence <= count; sequence++) {
            byte[] payload = new byte[VALUE_BYTES];
            random.nextBytes(payload);
            entries.add(new Entry(BALLOT, new Content.Command(new Command(new CommandId(SESSION, sequence), payload))));
        }
        return List.copyOf(entries);
    }

    static AcceptRequest request(long firstSlot, List<Entry> entries) {
        return new AcceptRequest(BALLOT, firstSlot, entries);
    }

    /** In the slots from 1 on. */
    static List<AcceptedEntry> accepted(int count) {
        List<AcceptedEntry> accepted = new ArrayList<>();
        for (Entry entry : entries(count)) {
            accepted.add(new AcceptedEntry(accepted.size() + 1L, BALLOT, entry));
        }
        return List.copyOf(accepted);
    }
}
