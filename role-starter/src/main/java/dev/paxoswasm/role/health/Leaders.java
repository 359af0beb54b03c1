package dev.paxoswasm.role.health;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.role.transport.Peers;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/** Finds out who leads, and how far, by asking all proposers at once. */
public final class Leaders {

    private final Peers<? extends Proposer> proposers;

    /** @param proposers clients that wait for an answer only as long as a probe does */
    public Leaders(Peers<? extends Proposer> proposers) {
        this.proposers = proposers;
    }

    /** In words, as one of them says it; empty where none in reach knows a leader. */
    public Optional<String> whoLeads() {
        return told(this::leader).values().stream().findFirst();
    }

    /** The last of the slots up to which, as one of them knows, all are chosen; empty where none is in reach. */
    public Optional<Long> chosenThrough() {
        return told((_, status) -> Optional.of(status.chosenThrough())).values().stream()
                .max(Comparator.naturalOrder());
    }

    private Optional<String> leader(long id, ProposerStatus status) {
        Optional<String> leader = status.leadership() == Leadership.LEADER
                ? Optional.of("it leads")
                : status.leader().filter(it -> it != id).map(it -> proposers.name(it) + " leads");
        return leader.map(it -> proposers.name(id) + " says that " + it);
    }

    /** What those in reach say, by their ids. */
    private <T> NavigableMap<Long, T> told(BiFunction<Long, ProposerStatus, Optional<T>> sense) {
        ConcurrentNavigableMap<Long, T> told = new ConcurrentSkipListMap<>();
        List<Thread> questions = proposers.ids().stream()
                .map(id -> Thread.ofVirtual()
                        .name("who leads")
                        .start(() -> ask(id).flatMap(status -> sense.apply(id, status))
                                .ifPresent(it -> told.put(id, it))))
                .toList();
        try {
            for (Thread question : questions) {
                question.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return told;
    }

    private Optional<ProposerStatus> ask(long id) {
        try {
            return Optional.of(proposers.get(id).status(id));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
