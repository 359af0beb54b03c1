package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.host.Watermark;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.scenario.Usage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A read of the log at the host of a client: it finds out how much must be seen, and asks a learner that has learned
 * it.
 */
final class LogRead {

    static final int ENTRIES = 16;

    private static final long ASK_AGAIN = 150_000;

    private final Life client;
    private final Address learner;
    private final ReadLogRequest request;
    private final long until;
    private final Consumer<Optional<LogPage>> ended;
    private final int phase2Quorum;
    private Watermark found;
    private long needed = Long.MAX_VALUE;
    private boolean over;

    /** @param ended is given the page once, or that there is none */
    LogRead(Life client, Usage.Read usage, long firstSlot, Consumer<Optional<LogPage>> ended) {
        this.client = client;
        this.ended = ended;
        learner = usage.learner();
        request = new ReadLogRequest(firstSlot, ENTRIES, Optional.empty());
        phase2Quorum = client.world.hostMutant == HostMutant.BELIEVES_ANY_LEADER
                ? 0
                : client.world.scenario.shape().phase2();
        found = new Watermark(phase2Quorum);
        until = client.world.now() + usage.patience();
    }

    /** Asks everyone, and goes on asking: a leader that is gone may have left slots that nobody fills. */
    void ask() {
        if (over || client.node.life != client) {
            return;
        }
        if (client.world.now() >= until) {
            end(Optional.empty());
            return;
        }
        askHowFar();
        if (needed < Long.MAX_VALUE) {
            askLearner();
        }
        client.world.in(ASK_AGAIN, () -> client.world.whenRunning(client, this::ask));
    }

    private void askHowFar() {
        if (found.slot().isPresent()) {
            found = new Watermark(phase2Quorum);
        }
        Watermark watermark = found;
        for (Address proposer : client.world.scenario.shape().addresses(Role.PROPOSER)) {
            ask(proposer, "status", "status", it -> it.proposer().status(proposer.id()), status -> {
                watermark.proposerAnswered(status);
                heard(watermark.slot());
            });
        }
        for (Address acceptor : client.world.scenario.shape().addresses(Role.ACCEPTOR)) {
            ask(acceptor, "status", "status", it -> it.acceptor().status(acceptor.id()), status -> {
                watermark.acceptorAnswered(acceptor.id(), status);
                heard(watermark.slot());
            });
        }
    }

    private void heard(OptionalLong slot) {
        boolean first = needed == Long.MAX_VALUE;
        needed = Math.min(needed, slot.orElse(needed));
        if (first && slot.isPresent()) {
            askLearner();
        }
    }

    private void askLearner() {
        ask(learner, "read-log", request, it -> it.learner().readLog(learner.id(), request), page -> {
            if (page.chosenThrough() >= needed || client.world.hostMutant == HostMutant.ANSWERS_STALE_READS) {
                end(Optional.of(page));
            }
        });
    }

    private <A> void ask(
            Address node, String function, Object asked, Function<Exports, A> operation, Consumer<A> answered) {
        client.world.network.send(
                new Question<>(client, node, function, asked, operation, (WitResult<A, Refusal> answer) -> {
                    A ok = answer.ok();
                    if (ok != null && !over) {
                        answered.accept(ok);
                    }
                }));
    }

    private void end(Optional<LogPage> page) {
        over = true;
        ended.accept(page);
    }
}
