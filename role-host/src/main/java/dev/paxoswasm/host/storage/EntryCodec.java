package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.KnownAcceptor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes and reads values, in the layout that {@link Keys} describes. */
final class EntryCodec {

    private static final int BALLOT_BYTES = Long.BYTES + Integer.BYTES;
    private static final int KNOWN_BYTES = Integer.BYTES + 3 * Long.BYTES + BALLOT_BYTES;
    private static final Ballot NO_BALLOT = new Ballot(0, 0);
    private static final byte NO_OP = 0;
    private static final byte COMMAND = 1;

    private EntryCodec() {}

    static byte[] ballot(Ballot ballot) {
        return put(ByteBuffer.allocate(BALLOT_BYTES), ballot).array();
    }

    static Ballot ballot(byte[] value) {
        return decode(value, EntryCodec::ballot);
    }

    static byte[] life(LifeRecord life) {
        return ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(life.life())
                .put((byte) life.standing().ordinal())
                .array();
    }

    static LifeRecord life(byte[] value) {
        return decode(value, buffer -> {
            long life = buffer.getLong();
            int standing = buffer.get();
            WrittenStanding[] known = WrittenStanding.values();
            if (standing < 0 || standing >= known.length) {
                throw new StorageException("a stored life is of the unknown standing " + standing);
            }
            return new LifeRecord(life, known[standing]);
        });
    }

    static byte[] progress(Progress progress) {
        ByteBuffer buffer = ByteBuffer.allocate(
                Long.BYTES + KNOWN_BYTES * progress.acceptors().size());
        buffer.putLong(progress.chosenThrough());
        for (KnownAcceptor known : progress.acceptors()) {
            buffer.putInt((int) known.acceptor()).putLong(known.life());
            put(buffer, known.promised().orElse(NO_BALLOT));
            buffer.putLong(known.highestSlot()).putLong(known.fencedRound());
        }
        return buffer.array();
    }

    static Progress progress(byte[] value) {
        return decode(value, buffer -> {
            long chosenThrough = buffer.getLong();
            List<KnownAcceptor> acceptors = new ArrayList<>();
            while (buffer.hasRemaining()) {
                acceptors.add(new KnownAcceptor(
                        Integer.toUnsignedLong(buffer.getInt()),
                        buffer.getLong(),
                        Optional.of(ballot(buffer)).filter(promised -> promised.round() > 0),
                        buffer.getLong(),
                        buffer.getLong()));
            }
            return new Progress(chosenThrough, acceptors);
        });
    }

    static byte[] number(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static long number(byte[] value) {
        return decode(value, ByteBuffer::getLong);
    }

    /** What an acceptor holds for a slot: the ballot of acceptance, then the entry. */
    static final class AcceptedForm implements SlotRuns.Form<AcceptedEntry> {

        @Override
        public long slot(AcceptedEntry accepted) {
            return accepted.slot();
        }

        @Override
        public int payloadBytes(AcceptedEntry accepted) {
            return EntryCodec.payloadBytes(accepted.entry());
        }

        @Override
        public int bytes(AcceptedEntry accepted) {
            return BALLOT_BYTES + length(accepted.entry());
        }

        @Override
        public void put(ByteBuffer buffer, AcceptedEntry accepted) {
            EntryCodec.put(EntryCodec.put(buffer, accepted.ballot()), accepted.entry());
        }

        @Override
        public AcceptedEntry get(ByteBuffer buffer, long slot) {
            return new AcceptedEntry(slot, ballot(buffer), entry(buffer));
        }
    }

    /** What a learner has learned for a slot: the entry. */
    static final class ChosenForm implements SlotRuns.Form<ChosenEntry> {

        @Override
        public long slot(ChosenEntry chosen) {
            return chosen.slot();
        }

        @Override
        public int payloadBytes(ChosenEntry chosen) {
            return EntryCodec.payloadBytes(chosen.entry());
        }

        @Override
        public int bytes(ChosenEntry chosen) {
            return length(chosen.entry());
        }

        @Override
        public void put(ByteBuffer buffer, ChosenEntry chosen) {
            EntryCodec.put(buffer, chosen.entry());
        }

        @Override
        public ChosenEntry get(ByteBuffer buffer, long slot) {
            return new ChosenEntry(slot, entry(buffer));
        }
    }

    private static int payloadBytes(Entry entry) {
        return switch (entry.content()) {
            case Content.NoOp() -> 0;
            case Content.Command(Command command) -> command.payload().length;
        };
    }

    private static int length(Entry entry) {
        return BALLOT_BYTES
                + 1
                + switch (entry.content()) {
                    case Content.NoOp() -> 0;
                    case Content.Command(Command command) -> 2 * Long.BYTES + command.payload().length;
                };
    }

    private static ByteBuffer put(ByteBuffer buffer, Ballot ballot) {
        return buffer.putLong(ballot.round()).putInt((int) ballot.proposer());
    }

    private static ByteBuffer put(ByteBuffer buffer, Entry entry) {
        put(buffer, entry.origin());
        return switch (entry.content()) {
            case Content.NoOp() -> buffer.put(NO_OP);
            case Content.Command(Command command) ->
                buffer.put(COMMAND)
                        .putLong(command.id().session())
                        .putLong(command.id().sequence())
                        .put(command.payload());
        };
    }

    private static Ballot ballot(ByteBuffer buffer) {
        return new Ballot(buffer.getLong(), Integer.toUnsignedLong(buffer.getInt()));
    }

    private static Entry entry(ByteBuffer buffer) {
        Ballot origin = ballot(buffer);
        byte kind = buffer.get();
        return switch (kind) {
            case NO_OP -> new Entry(origin, new Content.NoOp());
            case COMMAND -> {
                CommandId id = new CommandId(buffer.getLong(), buffer.getLong());
                byte[] payload = new byte[buffer.remaining()];
                buffer.get(payload);
                yield new Entry(origin, new Content.Command(new Command(id, payload)));
            }
            default -> throw new StorageException("a stored entry is of the unknown kind " + kind);
        };
    }

    private interface Reader<T> {
        T read(ByteBuffer buffer);
    }

    private static <T> T decode(byte[] value, Reader<T> reader) {
        ByteBuffer buffer = ByteBuffer.wrap(value);
        try {
            T decoded = reader.read(buffer);
            if (buffer.hasRemaining()) {
                throw new StorageException("a stored record has " + buffer.remaining() + " bytes too many");
            }
            return decoded;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new StorageException("a stored record of " + value.length + " bytes cannot be read", e);
        }
    }
}
