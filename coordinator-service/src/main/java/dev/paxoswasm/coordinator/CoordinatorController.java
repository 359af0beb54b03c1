package dev.paxoswasm.coordinator;

import dev.paxoswasm.contract.coordinator.AgreementReport;
import dev.paxoswasm.contract.coordinator.Coordinator;
import dev.paxoswasm.contract.coordinator.CoordinatorHttp;
import dev.paxoswasm.contract.coordinator.RoundReport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.contract.coordinator.SurveyReport;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.component.ComponentHost;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.springframework.web.bind.annotation.RestController;

/** The operations of a coordinator, each one call into its component, one at a time; a few may wait for their turn. */
@RestController
class CoordinatorController implements CoordinatorHttp {

    private static final int MOST_AT_ONCE = 8;
    private static final long RETRY_MILLIS = 1_000;

    private final ComponentHost<Coordinator> host;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    CoordinatorController(ComponentHost<Coordinator> host) {
        this.host = host;
    }

    @Override
    public RoundReport runRound(long coordinator, RoundRequest request) {
        return call("run-round", component -> component.runRound(coordinator, request));
    }

    @Override
    public SurveyReport survey(long coordinator) {
        return call("survey", component -> component.survey(coordinator));
    }

    @Override
    public AgreementReport checkAgreement(long coordinator) {
        return call("check-agreement", component -> component.checkAgreement(coordinator));
    }

    private <R> R call(String function, Function<Coordinator, R> call) {
        if (!places.tryAcquire()) {
            throw new RefusalException(new Refusal.Overloaded(RETRY_MILLIS));
        }
        try {
            return host.call(function, call);
        } finally {
            places.release();
        }
    }
}
