package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.List;

/** About how many bytes a message takes. */
public final class Weight {

    /** What stands around the payload of an entry. */
    private static final long ENTRY_BYTES = 64;

    private Weight() {}

    public static long ofEntries(List<Entry> entries) {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += ENTRY_BYTES + payload(entry);
        }
        return bytes;
    }

    public static long ofCommands(List<Command> commands) {
        long bytes = 0;
        for (Command command : commands) {
            bytes += ENTRY_BYTES + command.payload().length;
        }
        return bytes;
    }

    public static long payload(Entry entry) {
        return switch (entry.content()) {
            case Content.NoOp() -> 0;
            case Content.Command(Command command) -> command.payload().length;
        };
    }
}
