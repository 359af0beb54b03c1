package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.Succession;
import org.jspecify.annotations.Nullable;

/**
 * The rounds that a proposer has used are on disk, and those that it has given away: another one must know of no lower
 * ballot. What is chosen is stored unhurried, so it may know less of that, and not more. It leads only once it was
 * elected.
 */
record ProposerSuccession(long self) implements Succession<ProposerExports, ProposerStatus> {

    @Override
    public ProposerStatus status(ProposerExports component) {
        return component.proposer().status(self);
    }

    @Override
    public Differences differences(ProposerExports successor, @Nullable ProposerStatus before) {
        ProposerStatus after = status(successor);
        Differences differences = new Differences()
                .refusesOthers(self, other -> successor.proposer().status(other))
                .same("proposer", self, after.proposer())
                .require(
                        after.leadership() != Leadership.LEADER,
                        "leadership",
                        after.leadership(),
                        "not to lead before acceptors have promised");
        if (before == null) {
            return differences;
        }
        long used = before.ballot().map(Ballot::round).orElse(0L);
        return differences
                .require(
                        after.ballot().map(Ballot::round).orElse(0L) >= used,
                        "ballot",
                        after.ballot(),
                        "one of round " + used + " at least, which is used")
                .require(
                        after.chosenThrough() <= before.chosenThrough(),
                        "chosen-through",
                        after.chosenThrough(),
                        before.chosenThrough() + " at most");
    }
}
