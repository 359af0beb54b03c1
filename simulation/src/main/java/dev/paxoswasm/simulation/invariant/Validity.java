package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.Arrays;

/** Nothing is accepted, hence nothing chosen, but what a user submitted, or no-ops. */
final class Validity implements Invariant {

    private final Ghost ghost;

    Validity(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "validity";
    }

    @Override
    public void stores(Address by, Stored stored) {
        if (stored instanceof Stored.Vote(var accepted)
                && accepted.entry().content() instanceof Content.Command(Command command)) {
            byte[] submitted = ghost.payload(command.id());
            if (submitted == null || !Arrays.equals(submitted, command.payload())) {
                throw broken(by + " accepted " + accepted + ", which no user submitted like that");
            }
        }
    }
}
