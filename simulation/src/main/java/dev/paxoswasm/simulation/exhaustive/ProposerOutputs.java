package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.Ballot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a proposer did about an input. Numbers of calls are left out: a request and its answer are known by what they
 * say.
 *
 * @param requests in the order they were sent
 * @param preempts the higher ballot that it told the other proposer in answer to a heartbeat
 * @param admission what it told an acceptor that recovers, but for what it remembers of it: the disk is lost anyway
 */
record ProposerOutputs(
        List<Sent> requests,
        List<HeartbeatRequest> heartbeats,
        Optional<Ballot> preempts,
        Optional<Admission> admission) {

    static final ProposerOutputs NONE = of(List.of());

    static ProposerOutputs of(List<Sent> requests) {
        return new ProposerOutputs(requests, List.of(), Optional.empty(), Optional.empty());
    }

    /** @param acceptors to whom, from 1 */
    record Sent(Request request, List<Long> acceptors) {

        Sent renamed(Permutation permutation) {
            return new Sent(
                    request,
                    acceptors.stream()
                            .map(it -> (long) permutation.acceptor(Math.toIntExact(it)))
                            .sorted()
                            .toList());
        }
    }

    /**
     * Calls to several acceptors, one after the other, with the same request are the same as one call to all of them.
     */
    static List<Sent> joined(List<Sent> sent) {
        List<Sent> joined = new ArrayList<>();
        for (Sent next : sent) {
            int known = -1;
            for (int i = 0; i < joined.size(); i++) {
                known = joined.get(i).request.equals(next.request) ? i : known;
            }
            if (known < 0) {
                joined.add(next);
                continue;
            }
            List<Long> all = new ArrayList<>(joined.get(known).acceptors);
            all.addAll(next.acceptors);
            joined.set(
                    known,
                    new Sent(next.request, all.stream().sorted().distinct().toList()));
        }
        return List.copyOf(joined);
    }

    String text() {
        List<String> parts = new ArrayList<>();
        requests.forEach(it -> parts.add("asks acceptors "
                + it.acceptors.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ": "
                + Text.of(it.request)));
        heartbeats.forEach(
                it -> parts.add("heartbeat of " + Text.of(it.ballot()) + ", chosen through " + it.chosenThrough()));
        preempts.ifPresent(it -> parts.add("answers that it knows " + Text.of(it)));
        return String.join("; ", parts);
    }
}
