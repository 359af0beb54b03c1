package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;

/**
 * The clients' commands: a new one for each slot of each term of each proposer, so that two are never the same by
 * chance.
 */
final class Commands {

    /** Of commands that only ask a proposer about its state: beyond any campaign of a scope. */
    static final int OTHER_TERM = Scope.MAX_BALLOTS + 1;

    private static final int SLOTS_A_TERM = 100;

    private Commands() {}

    /** @param term how many campaigns the proposer began so far */
    static Command command(int proposer, int term, long slot) {
        return new Command(new CommandId(proposer, (long) term * SLOTS_A_TERM + slot), new byte[0]);
    }

    static String text(Command command) {
        return "command p" + command.id().session() + "-" + command.id().sequence();
    }

    /** Whether a value may stand in a slot. */
    static boolean valid(Entry entry, long slot) {
        return switch (entry.content()) {
            case Content.NoOp _ -> true;
            case Content.Command it ->
                it.command().id().session() == entry.origin().proposer()
                        && it.command().id().sequence() % SLOTS_A_TERM == slot;
        };
    }
}
