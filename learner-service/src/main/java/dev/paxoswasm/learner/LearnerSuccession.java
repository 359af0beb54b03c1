package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.Succession;
import org.jspecify.annotations.Nullable;

/** The log is in the store, whole. Votes beyond it are not, and come again. */
record LearnerSuccession(long self) implements Succession<LearnerExports, LearnerStatus> {

    @Override
    public LearnerStatus status(LearnerExports component) {
        return component.learner().status(self);
    }

    @Override
    public Differences differences(LearnerExports successor, @Nullable LearnerStatus before) {
        LearnerStatus after = status(successor);
        Differences differences = new Differences()
                .refusesOthers(self, other -> successor.learner().status(other))
                .same("learner", self, after.learner());
        return before == null
                ? differences
                : differences.same("chosen-through", before.chosenThrough(), after.chosenThrough());
    }
}
