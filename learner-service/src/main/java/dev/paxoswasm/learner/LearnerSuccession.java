package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.StatusSuccession;

/** The log is in the store, whole. Votes beyond it are not, and come again. */
record LearnerSuccession(long self) implements StatusSuccession<LearnerExports, LearnerStatus> {

    @Override
    public LearnerStatus status(LearnerExports component, long node) {
        return component.learner().status(node);
    }

    @Override
    public long node(LearnerStatus status) {
        return status.learner();
    }

    @Override
    public void compare(LearnerStatus before, LearnerStatus after, Differences differences) {
        differences.same("chosen-through", before.chosenThrough(), after.chosenThrough());
    }
}
