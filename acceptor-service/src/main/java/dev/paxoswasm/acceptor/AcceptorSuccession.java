package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.Succession;
import org.jspecify.annotations.Nullable;

/**
 * All that an acceptor says of itself but the leader that it hears is on disk, so another one says the same. One that
 * votes begins anew to ask the proposers whether it may.
 */
record AcceptorSuccession(long self) implements Succession<AcceptorExports, AcceptorStatus> {

    @Override
    public AcceptorStatus status(AcceptorExports component) {
        return component.acceptor().status(self);
    }

    @Override
    public Differences differences(AcceptorExports successor, @Nullable AcceptorStatus before) {
        AcceptorStatus after = status(successor);
        Differences differences = new Differences()
                .refusesOthers(self, other -> successor.acceptor().status(other))
                .same("acceptor", self, after.acceptor());
        return before == null
                ? differences
                : differences
                        .same("life", before.life(), after.life())
                        .same("promised", before.promised(), after.promised())
                        .same("highest-slot", before.highestSlot(), after.highestSlot())
                        .same("standing", stored(before.standing()), stored(after.standing()));
    }

    private static Standing stored(Standing standing) {
        return standing == Standing.STARTING ? Standing.VOTING : standing;
    }
}
