package dev.paxoswasm.contract;

import static dev.paxoswasm.contract.Messages.BALLOT;
import static dev.paxoswasm.contract.Messages.ENTRY;
import static dev.paxoswasm.contract.Messages.NO_OP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.contract.proposerevents.ProposerEventsExport;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The built acceptor component, called through the generated bindings. */
class AcceptorBindingTest {

    private static Component component;

    private final AcceptorHost host = new AcceptorHost();
    private final Acceptor acceptor = host.voting(component);

    @BeforeAll
    static void parseComponent() throws IOException {
        component = AcceptorHost.component("acceptor");
    }

    @Test
    void aBallotIsPromisedAndALowerOneRejected() {
        assertThat(acceptor.prepare(1, new PrepareRequest(BALLOT, 1, 10)))
                .isEqualTo(new PrepareOutcome.Promised(new Promise(BALLOT, List.of(), false)));

        assertThat(acceptor.prepare(1, new PrepareRequest(new Ballot(1, 2), 1, 10)))
                .isEqualTo(new PrepareOutcome.Rejected(BALLOT));
        assertThat(host.loadPromised()).contains(BALLOT);
    }

    @Test
    void whatIsAcceptedReachesStorageAndLearnersBitForBit() {
        assertThat(acceptor.accept(1, new AcceptRequest(BALLOT, 5, List.of(ENTRY, NO_OP))))
                .isEqualTo(new AcceptOutcome.Accepted(new Acceptance(BALLOT, 5, 2)));

        AcceptedEntry first = new AcceptedEntry(5, BALLOT, ENTRY);
        AcceptedEntry second = new AcceptedEntry(6, BALLOT, NO_OP);
        assertThat(host.accepted.values()).containsExactly(first, second);
        assertThat(host.sent).hasSize(1);
        assertThat(host.sent.getFirst().firstSlot()).isEqualTo(5);
        assertThat(host.sent.getFirst().count()).isEqualTo(2);
        assertThat(acceptor.prepare(1, new PrepareRequest(new Ballot(3, 2), 1, 10)))
                .isEqualTo(new PrepareOutcome.Promised(new Promise(new Ballot(3, 2), List.of(first, second), false)));
        assertThat(acceptor.status(1))
                .isEqualTo(new AcceptorStatus(
                        1,
                        host.life(),
                        Standing.VOTING,
                        Optional.empty(),
                        Optional.of(new Ballot(3, 2)),
                        6,
                        Optional.empty()));
    }

    @Test
    void aRefusalOfTheComponentIsThrown() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> acceptor.status(2))
                .withMessage("misaddressed: 1")
                .extracting(RefusalException::refusal)
                .isEqualTo(new Refusal.Misaddressed(1));
    }

    @Test
    void theComponentFitsItsWorldAndNoOther() throws IOException {
        AcceptorComponentWorld.requireImplementedBy(component);
        ProposerComponentWorld.requireImplementedBy(AcceptorHost.component("proposer"));
        LearnerComponentWorld.requireImplementedBy(AcceptorHost.component("learner"));
        ClientComponentWorld.requireImplementedBy(AcceptorHost.component("client"));
        PaxosSystemWorld.requireImplementedBy(AcceptorHost.component("coordinator"));

        assertThatExceptionOfType(WitMismatchException.class)
                .isThrownBy(() -> ProposerComponentWorld.requireImplementedBy(component))
                .withMessage("the component does not fit world paxos:proposer/proposer-component@0.1.0:"
                        + " it does not export " + named(ProposerExport.NAME, ProposerExport.FUNCTIONS) + ";"
                        + " it does not export " + named(ProposerEventsExport.NAME, ProposerEventsExport.FUNCTIONS)
                        + "; it imports " + imported("paxos:host/acceptor-storage@0.1.0")
                        + ", which the world does not offer; it imports "
                        + imported("paxos:acceptor/acceptor-outbox@0.1.0") + ", which the world does not offer");
    }

    private String imported(String name) {
        return named(name, component.type().importedInterfaces().get(name));
    }

    private static String named(String name, Map<String, FunctionType> functions) {
        return name + " (" + String.join(", ", functions.keySet()) + ")";
    }

    @Test
    void aBindingIsRefusedWhereTheComponentExportsAnotherInterface() {
        assertThatExceptionOfType(WitMismatchException.class)
                .isThrownBy(() -> ProposerExport.of(new AcceptorHost().instance(component)))
                .withMessageContaining("expected function propose of paxos:proposer/proposer@0.1.0")
                .withMessageContaining("paxos:acceptor/acceptor@0.1.0");
    }
}
