package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.StatusSuccession;

/**
 * All that an acceptor says of itself but the leader that it hears is on disk, so another one says the same. One that
 * votes begins anew to ask the proposers whether it may.
 */
record AcceptorSuccession(long self) implements StatusSuccession<AcceptorExports, AcceptorStatus> {

    @Override
    public AcceptorStatus status(AcceptorExports component, long node) {
        return component.acceptor().status(node);
    }

    @Override
    public long node(AcceptorStatus status) {
        return status.acceptor();
    }

    @Override
    public void compare(AcceptorStatus before, AcceptorStatus after, Differences differences) {
        differences
                .same("life", before.life(), after.life())
                .same("promised", before.promised(), after.promised())
                .same("highest-slot", before.highestSlot(), after.highestSlot())
                .same("standing", stored(before.standing()), stored(after.standing()));
    }

    private static Standing stored(Standing standing) {
        return standing == Standing.STARTING ? Standing.VOTING : standing;
    }
}
