package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.List;

/** Accepted entries as the generic values of component-runtime, and back. */
final class GenericValues {
    private static final int NO_OP = 0;
    private static final int COMMAND = 1;

    private GenericValues() {}

    static List<Object[]> of(List<AcceptedEntry> entries) {
        return entries.stream()
                .map(entry -> new Object[] {entry.slot(), of(entry.ballot()), of(entry.entry())})
                .toList();
    }

    private static Object[] of(Ballot ballot) {
        return new Object[] {ballot.round(), ballot.proposer()};
    }

    private static Object[] of(Entry entry) {
        return new Object[] {
            of(entry.origin()),
            switch (entry.content()) {
                case Content.NoOp() -> new VariantValue(NO_OP, null);
                case Content.Command(Command command) ->
                    new VariantValue(COMMAND, new Object[] {
                        new Object[] {command.id().session(), command.id().sequence()}, command.payload()
                    });
            }
        };
    }

    static List<AcceptedEntry> records(List<?> values) {
        return values.stream().map(value -> accepted((Object[]) value)).toList();
    }

    private static AcceptedEntry accepted(Object[] fields) {
        return new AcceptedEntry((Long) fields[0], ballot((Object[]) fields[1]), entry((Object[]) fields[2]));
    }

    private static Ballot ballot(Object[] fields) {
        return new Ballot((Long) fields[0], (Long) fields[1]);
    }

    private static Entry entry(Object[] fields) {
        VariantValue content = (VariantValue) fields[1];
        return new Entry(
                ballot((Object[]) fields[0]),
                content.payload() instanceof Object[] command
                        ? new Content.Command(command(command))
                        : new Content.NoOp());
    }

    private static Command command(Object[] fields) {
        Object[] id = (Object[]) fields[0];
        return new Command(new CommandId((Long) id[0], (Long) id[1]), (byte[]) fields[1]);
    }
}
