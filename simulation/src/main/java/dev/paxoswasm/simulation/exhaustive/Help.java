package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;

/** What others answer to an acceptor that recovers. */
sealed interface Help {

    /** The same with the acceptors renamed. */
    default Help renamed(Permutation permutation) {
        return this;
    }

    /** What it asks for. */
    sealed interface Wanted {}

    record Admit(long proposer, AdmitRequest request) implements Wanted {}

    record Promise(long acceptor, PrepareRequest request) implements Wanted {}

    record Page(long acceptor, ReadAcceptedRequest request) implements Wanted {}

    record Admitted(Admit wanted, Admission admission) implements Help {}

    record Promised(Promise wanted, PrepareOutcome outcome) implements Help {
        @Override
        public Promised renamed(Permutation permutation) {
            int acceptor = permutation.acceptor(Math.toIntExact(wanted.acceptor));
            return new Promised(new Promise(acceptor, wanted.request), outcome);
        }
    }

    record Shown(Page wanted, AcceptedPage page) implements Help {
        @Override
        public Shown renamed(Permutation permutation) {
            int acceptor = permutation.acceptor(Math.toIntExact(wanted.acceptor));
            return new Shown(new Page(acceptor, wanted.request), page);
        }
    }

    /** A retry interval passes before a proposer has given a ballot: the other one is asked. */
    record Wait() implements Help {}

    static String text(Wanted wanted) {
        return switch (wanted) {
            case Admit it ->
                "asks proposer " + it.proposer + " for its round"
                        + it.request
                                .above()
                                .map(above -> ", and a ballot above " + above)
                                .orElse("");
            case Promise it -> "asks acceptor " + it.acceptor + " to promise " + Text.of(it.request.ballot());
            case Page it -> "copies from acceptor " + it.acceptor + ", from slot " + it.request.firstSlot() + " on";
        };
    }
}
