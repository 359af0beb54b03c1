package dev.paxoswasm.client;

import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Watermark;
import dev.paxoswasm.role.transport.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds how much of the log reads must see, by asking all proposers and acceptors how far they are. */
final class Watermarks {

    private final int phase2Quorum;
    private final SharedQuestions<Watermark> questions;

    /** @param proposers clients that wait for an answer for much less time than a read does; so the acceptors */
    Watermarks(Peers<? extends Proposer> proposers, Peers<? extends Acceptor> acceptors, int phase2Quorum) {
        this.phase2Quorum = phase2Quorum;
        List<SharedQuestions.Question<Watermark>> nodes = new ArrayList<>();
        for (long id : proposers.ids()) {
            nodes.add(waiting -> {
                ProposerStatus status = proposers.get(id).status(id);
                return watermark -> watermark.proposerAnswered(status);
            });
        }
        for (long id : acceptors.ids()) {
            nodes.add(waiting -> {
                AcceptorStatus status = acceptors.get(id).status(id);
                return watermark -> watermark.acceptorAnswered(id, status);
            });
        }
        questions = new SharedQuestions<>(nodes);
    }

    /**
     * A slot above which nothing was chosen before the call.
     *
     * @param deadline by {@link System#nanoTime}
     * @throws RefusalException if by then nobody leads, or too few acceptors confirm it
     */
    long awaitUntil(long deadline) throws InterruptedException {
        Watermark watermark = new Watermark(phase2Quorum);
        return find(deadline, watermark)
                .orElseThrow(() -> new RefusalException(new Refusal.Unavailable(watermark.missing())));
    }

    /** The same, or nothing. */
    Optional<Long> findUntil(long deadline) throws InterruptedException {
        return find(deadline, new Watermark(phase2Quorum));
    }

    private Optional<Long> find(long deadline, Watermark watermark) throws InterruptedException {
        return questions.awaitUntil(
                deadline, watermark, it -> it.slot().stream().boxed().findFirst());
    }
}
