package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.web.Admission;
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
        LogPage page = read(learner, request);
        long wait = request.waitMillis().orElse(0L);
        if (!page.entries().isEmpty() || wait == 0) {
            return page;
        }
        admission.waiting(() -> growth.await(request.firstSlot(), wait));
        return read(learner, request);
    }

    private LogPage read(long learner, ReadLogRequest request) {
        return host.call("read-log", component -> component.learner().readLog(learner, request));
    }

    @Override
    public LearnerStatus status(long learner) {
        return host.call("status", component -> component.learner().status(learner));
    }
}
