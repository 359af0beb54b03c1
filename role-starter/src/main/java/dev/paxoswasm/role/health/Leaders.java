package dev.paxoswasm.role.health;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.role.transport.Peers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Finds out who leads, by asking all proposers at once. */
public final class Leaders {

    private final Peers<? extends Proposer> proposers;

    /** @param proposers clients that wait for an answer only as long as a probe does */
    public Leaders(Peers<? extends Proposer> proposers) {
        this.proposers = proposers;
    }

    /** In words, as one of them says it; empty where none in reach knows a leader. */
    public Optional<String> whoLeads() {
        ConcurrentNavigableMap<Long, String> said = new ConcurrentSkipListMap<>();
        List<Thread> questions = proposers.ids().stream()
                .map(id -> Thread.ofVirtual()
                        .name("who leads")
                        .start(() ->
                                ask(id).ifPresent(leader -> said.put(id, proposers.name(id) + " says that " + leader))))
                .toList();
        try {
            for (Thread question : questions) {
                question.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return said.values().stream().findFirst();
    }

    private Optional<String> ask(long id) {
        try {
            ProposerStatus status = proposers.get(id).status(id);
            return status.leadership() == Leadership.LEADER
                    ? Optional.of("it leads")
                    : status.leader().filter(it -> it != id).map(it -> proposers.name(it) + " leads");
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
