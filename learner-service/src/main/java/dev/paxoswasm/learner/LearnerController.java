package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.web.Admission;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.RestController;

/** The operations of a learner, each one call into its component; a read that waits is a second one. */
@RestController
class LearnerController implements LearnerHttp {

    private final ComponentHost<LearnerExports> host;
    private final LogGrowth growth;
    private final Admission admission;

    LearnerController(ComponentHost<LearnerExports> host, LogGrowth growth, Admission admission) {
        this.host = host;
        this.growth = growth;
        this.admission = admission;
    }

    @Override
    public LearnOutcome learn(long learner, LearnRequest request) {
        return host.call("learn", component -> component.learner().learn(learner, request));
    }

    @Override
    public LogPage readLog(long learner, ReadLogRequest request) {
        return onceLearned(
                request,
                () -> host.call("read-log", component -> component.learner().readLog(learner, request)),
                page -> page.entries().isEmpty());
    }

    @Override
    public IdPage readIds(long learner, ReadLogRequest request) {
        return onceLearned(
                request,
                () -> host.call("read-ids", component -> component.learner().readIds(learner, request)),
                page -> page.ids().isEmpty());
    }

    private <P> P onceLearned(ReadLogRequest request, Supplier<P> read, Predicate<P> isEmpty) {
        P page = read.get();
        long wait = request.waitMillis().orElse(0L);
        if (!isEmpty.test(page) || wait == 0) {
            return page;
        }
        admission.waiting(() -> growth.await(request.firstSlot(), wait));
        return read.get();
    }

    @Override
    public LearnerStatus status(long learner) {
        return host.call("status", component -> component.learner().status(learner));
    }
}
