package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.StatusSuccession;

/**
 * The rounds that a proposer has used are on disk, and those that it has given away: another one must know of no lower
 * ballot. What is chosen is stored unhurried, so it may know less of that, and not more. It leads only once it was
 * elected.
 */
record ProposerSuccession(long self) implements StatusSuccession<ProposerExports, ProposerStatus> {

    @Override
    public ProposerStatus status(ProposerExports component, long node) {
        return component.proposer().status(node);
    }

    @Override
    public long node(ProposerStatus status) {
        return status.proposer();
    }

    @Override
    public void examine(ProposerStatus after, Differences differences) {
        differences.require(
                after.leadership() != Leadership.LEADER,
                "leadership",
                after.leadership(),
                "not to lead before acceptors have promised");
    }

    @Override
    public void compare(ProposerStatus before, ProposerStatus after, Differences differences) {
        long used = round(before);
        differences
                .require(
                        round(after) >= used,
                        "ballot",
                        after.ballot(),
                        "one of round " + used + " at least, which is used")
                .require(
                        after.chosenThrough() <= before.chosenThrough(),
                        "chosen-through",
                        after.chosenThrough(),
                        before.chosenThrough() + " at most");
    }

    private static long round(ProposerStatus status) {
        return status.ballot().map(Ballot::round).orElse(0L);
    }
}
