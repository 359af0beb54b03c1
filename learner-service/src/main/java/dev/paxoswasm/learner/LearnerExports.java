package dev.paxoswasm.learner;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LearnerExport;
import dev.paxoswasm.contract.learnerevents.LearnerEvents;
import dev.paxoswasm.contract.learnerevents.LearnerEventsExport;

/** What a learner's component exports. */
record LearnerExports(Learner learner, LearnerEvents events) {

    static LearnerExports of(ComponentInstance instance) {
        return new LearnerExports(LearnerExport.of(instance), LearnerEventsExport.of(instance));
    }
}
