package dev.paxoswasm.contract;

import static dev.paxoswasm.contract.Messages.BALLOT;
import static dev.paxoswasm.contract.Messages.COMMAND;
import static dev.paxoswasm.contract.Messages.COMMAND_JSON;
import static dev.paxoswasm.contract.Messages.ENTRY;
import static dev.paxoswasm.contract.Messages.ENTRY_JSON;
import static dev.paxoswasm.contract.Messages.JSON;
import static dev.paxoswasm.contract.Messages.NO_OP;
import static dev.paxoswasm.contract.Messages.NO_OP_JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.HeardLeader;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatOutcome;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptor.RecoverRequest;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.IssueRequest;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitReceipt;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.AcceptExchange;
import dev.paxoswasm.contract.coordinator.AcceptorStatusExchange;
import dev.paxoswasm.contract.coordinator.AgreementReport;
import dev.paxoswasm.contract.coordinator.ClientStatusExchange;
import dev.paxoswasm.contract.coordinator.Disagreement;
import dev.paxoswasm.contract.coordinator.Exchange;
import dev.paxoswasm.contract.coordinator.IssueExchange;
import dev.paxoswasm.contract.coordinator.LearnedEntry;
import dev.paxoswasm.contract.coordinator.LearnerExtent;
import dev.paxoswasm.contract.coordinator.LearnerStatusExchange;
import dev.paxoswasm.contract.coordinator.PrepareExchange;
import dev.paxoswasm.contract.coordinator.ProposerStatusExchange;
import dev.paxoswasm.contract.coordinator.ReadLogExchange;
import dev.paxoswasm.contract.coordinator.ReserveBallotExchange;
import dev.paxoswasm.contract.coordinator.Role;
import dev.paxoswasm.contract.coordinator.RoundOutcome;
import dev.paxoswasm.contract.coordinator.RoundReport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.contract.coordinator.Step;
import dev.paxoswasm.contract.coordinator.SurveyReport;
import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.proposer.Assignment;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.LeftOut;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveOutcome;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.Votes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact JSON of each kind of message, and its way there and back. */
class MessageJsonTest {

    private static final String BALLOT_JSON = "{'round':2,'proposer':1}";

    private static final ChosenEntry CHOSEN = new ChosenEntry(5, ENTRY);
    private static final String CHOSEN_JSON = "{'slot':5,'entry':" + ENTRY_JSON + "}";

    private static final ChosenId CHOSEN_ID = new ChosenId(5, BALLOT, Optional.of(COMMAND.id()));
    private static final String CHOSEN_ID_JSON =
            "{'slot':5,'origin':" + BALLOT_JSON + ",'id':{'session':7,'sequence':3}}";

    private static final AcceptedEntry ACCEPTED = new AcceptedEntry(5, BALLOT, NO_OP);
    private static final String ACCEPTED_JSON = "{'slot':5,'ballot':" + BALLOT_JSON + ",'entry':" + NO_OP_JSON + "}";

    static Stream<Arguments> messages() {
        return Stream.of(acceptor(), proposer(), learner(), client(), refusals(), coordinator())
                .flatMap(messages -> messages);
    }

    private static Stream<Arguments> acceptor() {
        return Stream.of(
                arguments(
                        new PrepareRequest(BALLOT, 5, 100),
                        "{'ballot':{'round':2,'proposer':1},'firstSlot':5,'maxEntries':100}"),
                arguments(
                        new PrepareOutcome.Promised(new Promise(BALLOT, List.of(ACCEPTED), true)),
                        "{'promised':{'ballot':" + BALLOT_JSON + ",'accepted':[" + ACCEPTED_JSON + "],'more':true}}"),
                arguments(new PrepareOutcome.Rejected(BALLOT), "{'rejected':{'round':2,'proposer':1}}"),
                arguments(
                        new AcceptRequest(BALLOT, 5, List.of(ENTRY, NO_OP)),
                        "{'ballot':" + BALLOT_JSON + ",'firstSlot':5,'entries':[" + ENTRY_JSON + "," + NO_OP_JSON
                                + "]}"),
                arguments(
                        new AcceptOutcome.Accepted(new Acceptance(BALLOT, 5, 2)),
                        "{'accepted':{'ballot':" + BALLOT_JSON + ",'firstSlot':5,'count':2}}"),
                arguments(new AcceptOutcome.Rejected(BALLOT), "{'rejected':{'round':2,'proposer':1}}"),
                arguments(new ReadAcceptedRequest(5, 10), "{'firstSlot':5,'maxEntries':10}"),
                arguments(
                        new AcceptedPage(List.of(ACCEPTED), false), "{'entries':[" + ACCEPTED_JSON + "],'more':false}"),
                arguments(
                        new AcceptorStatus(
                                1,
                                7,
                                Standing.FRESH,
                                Optional.of("its store is new"),
                                Optional.empty(),
                                0,
                                Optional.empty()),
                        "{'acceptor':1,'life':7,'standing':'fresh','waitsFor':'its store is new','highestSlot':0}"),
                arguments(
                        new AcceptorStatus(
                                1,
                                7,
                                Standing.VOTING,
                                Optional.empty(),
                                Optional.of(BALLOT),
                                9007199254740991L,
                                Optional.of(new HeardLeader(BALLOT, 7))),
                        "{'acceptor':1,'life':7,'standing':'voting','promised':" + BALLOT_JSON
                                + ",'highestSlot':9007199254740991,'leader':{'ballot':" + BALLOT_JSON
                                + ",'heartbeats':7}}"),
                arguments(
                        new AdmitRequest(3, 7, Standing.STARTING, Optional.empty()),
                        "{'acceptor':3,'life':7,'standing':'starting'}"),
                arguments(
                        new Admission(
                                2,
                                Optional.of(new KnownAcceptor(3, 7, Optional.of(BALLOT), 5, 0)),
                                Optional.empty(),
                                true),
                        "{'round':2,'known':{'acceptor':3,'life':7,'promised':" + BALLOT_JSON
                                + ",'highestSlot':5,'fencedRound':0},'leads':true}"),
                arguments(new RecoverRequest(7), "{'life':7}"),
                arguments(new LeaderHeartbeatRequest(BALLOT), "{'ballot':" + BALLOT_JSON + "}"),
                arguments(new LeaderHeartbeatOutcome.Followed(), "{'followed':{}}"),
                arguments(new LeaderHeartbeatOutcome.Rejected(BALLOT), "{'rejected':" + BALLOT_JSON + "}"));
    }

    private static Stream<Arguments> proposer() {
        return Stream.of(
                arguments(new ProposeRequest(List.of(COMMAND)), "{'commands':[" + COMMAND_JSON + "]}"),
                arguments(
                        new ProposeOutcome.Assigned(new Assignment(BALLOT, List.of(5L, 6L))),
                        "{'assigned':{'ballot':" + BALLOT_JSON + ",'slots':[5,6]}}"),
                arguments(new ProposeOutcome.NotLeader(Optional.of(2L)), "{'notLeader':2}"),
                arguments(new ProposeOutcome.NotLeader(Optional.empty()), "{'notLeader':null}"),
                arguments(new HeartbeatRequest(BALLOT, 4), "{'ballot':" + BALLOT_JSON + ",'chosenThrough':4}"),
                arguments(new HeartbeatOutcome.Followed(), "{'followed':{}}"),
                arguments(new HeartbeatOutcome.Preempted(BALLOT), "{'preempted':" + BALLOT_JSON + "}"),
                arguments(new ReserveBallotRequest(Optional.empty()), "{}"),
                arguments(new ReserveBallotRequest(Optional.of(BALLOT)), "{'above':" + BALLOT_JSON + "}"),
                arguments(new ResolveRequest(5), "{'firstSlot':5}"),
                arguments(new ResolveOutcome.Resolving(), "{'resolving':{}}"),
                arguments(new ResolveOutcome.NotLeader(Optional.of(1L)), "{'notLeader':1}"),
                arguments(
                        new ProposerStatus(
                                2,
                                Leadership.RECOVERING,
                                Optional.of(BALLOT),
                                Optional.of(2L),
                                4,
                                6,
                                1,
                                Optional.of("slot 4"),
                                List.of(new LeftOut(3, "alone")),
                                0),
                        "{'proposer':2,'leadership':'recovering','ballot':" + BALLOT_JSON
                                + ",'leader':2,'chosenThrough':4,'nextSlot':6,'openSlots':1,'trouble':'slot 4',"
                                + "'leftOut':[{'acceptor':3,'reason':'alone'}],'leaderlessMillis':0}"));
    }

    private static Stream<Arguments> learner() {
        Votes bare = new Votes(3, BALLOT, 5, 2, Optional.empty());
        String bareJson = "{'acceptor':3,'ballot':" + BALLOT_JSON + ",'firstSlot':5,'count':2}";
        Votes carrying = new Votes(3, BALLOT, 5, 1, Optional.of(List.of(ENTRY)));
        String carryingJson =
                "{'acceptor':3,'ballot':" + BALLOT_JSON + ",'firstSlot':5,'count':1,'entries':[" + ENTRY_JSON + "]}";
        return Stream.of(
                arguments(
                        new LearnRequest(List.of(bare, carrying)), "{'votes':[" + bareJson + "," + carryingJson + "]}"),
                arguments(new LearnOutcome(5), "{'chosenThrough':5}"),
                arguments(new ReadLogRequest(1, 100, Optional.empty()), "{'firstSlot':1,'maxEntries':100}"),
                arguments(
                        new ReadLogRequest(1, 100, Optional.of(30_000L)),
                        "{'firstSlot':1,'maxEntries':100,'waitMillis':30000}"),
                arguments(new LogPage(List.of(CHOSEN), 5), "{'entries':[" + CHOSEN_JSON + "],'chosenThrough':5}"),
                arguments(
                        new IdPage(List.of(CHOSEN_ID, new ChosenId(6, BALLOT, Optional.empty())), 6),
                        "{'ids':[" + CHOSEN_ID_JSON + ",{'slot':6,'origin':" + BALLOT_JSON + "}],'chosenThrough':6}"),
                arguments(
                        new LearnerStatus(1, 5, 6, Optional.empty()),
                        "{'learner':1,'chosenThrough':5,'highestSlot':6}"));
    }

    private static Stream<Arguments> client() {
        return Stream.of(
                arguments(new IssueRequest(new byte[] {0, -1}), "{'payload':'AP8='}"),
                arguments(new IssueRequest(new byte[0]), "{'payload':''}"),
                arguments(
                        new SubmitRequest(List.of(new byte[] {1}, new byte[] {2, 3})), "{'payloads':['AQ==','AgM=']}"),
                arguments(new SubmitReceipt(List.of(COMMAND.id())), "{'ids':[{'session':7,'sequence':3}]}"),
                arguments(new OutcomeRequest(COMMAND.id()), "{'id':{'session':7,'sequence':3}}"),
                arguments(new CommandOutcome.Pending(), "{'pending':{}}"),
                arguments(new CommandOutcome.Chosen(CHOSEN_ID), "{'chosen':" + CHOSEN_ID_JSON + "}"),
                arguments(new CommandOutcome.Unknown(), "{'unknown':{}}"),
                arguments(
                        new ClientStatus(1, 7, Optional.of(2L), 3, 5),
                        "{'client':1,'session':7,'leader':2,'pending':3,'seenThrough':5}"));
    }

    private static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(new Refusal.Misaddressed(2), "{'misaddressed':2}"),
                arguments(new Refusal.UnknownNode(9), "{'unknownNode':9}"),
                arguments(new Refusal.Invalid("slot 0"), "{'invalid':'slot 0'}"),
                arguments(new Refusal.TooLarge("1 MiB"), "{'tooLarge':'1 MiB'}"),
                arguments(new Refusal.Overloaded(250), "{'overloaded':250}"),
                arguments(new Refusal.Unavailable("no quorum"), "{'unavailable':'no quorum'}"),
                arguments(new Refusal.Violation("slot 5"), "{'violation':'slot 5'}"));
    }

    private static Stream<Arguments> coordinator() {
        Refusal refusal = new Refusal.Unavailable("down");
        String err = "{'err':{'unavailable':'down'}}";
        return Stream.of(
                arguments(
                        new RoundRequest(new byte[] {1}, Optional.empty(), Optional.of(2L)),
                        "{'payload':'AQ==','proposer':2}"),
                exchange(
                        new Exchange.ClientStatus(new ClientStatusExchange(new WitResult.Err<>(refusal))),
                        "{'clientStatus':{'answer':" + err + "}}"),
                exchange(
                        new Exchange.ProposerStatus(new ProposerStatusExchange(new WitResult.Err<>(refusal))),
                        "{'proposerStatus':{'answer':" + err + "}}"),
                exchange(
                        new Exchange.AcceptorStatus(new AcceptorStatusExchange(new WitResult.Ok<>(new AcceptorStatus(
                                1, 7, Standing.VOTING, Optional.empty(), Optional.empty(), 0, Optional.empty())))),
                        "{'acceptorStatus':{'answer':{'ok':{'acceptor':1,'life':7,'standing':'voting','highestSlot':0}}}}"),
                exchange(
                        new Exchange.LearnerStatus(new LearnerStatusExchange(
                                new WitResult.Ok<>(new LearnerStatus(1, 5, 6, Optional.empty())))),
                        "{'learnerStatus':{'answer':{'ok':{'learner':1,'chosenThrough':5,'highestSlot':6}}}}"),
                exchange(
                        new Exchange.Issue(
                                new IssueExchange(new IssueRequest(new byte[] {1}), new WitResult.Ok<>(COMMAND))),
                        "{'issue':{'request':{'payload':'AQ=='},'answer':{'ok':" + COMMAND_JSON + "}}}"),
                exchange(
                        new Exchange.ReserveBallot(new ReserveBallotExchange(
                                new ReserveBallotRequest(Optional.empty()), new WitResult.Ok<>(BALLOT))),
                        "{'reserveBallot':{'request':{},'answer':{'ok':" + BALLOT_JSON + "}}}"),
                exchange(
                        new Exchange.Prepare(new PrepareExchange(
                                new PrepareRequest(BALLOT, 1, 1),
                                new WitResult.Ok<>(new PrepareOutcome.Rejected(BALLOT)))),
                        "{'prepare':{'request':{'ballot':" + BALLOT_JSON
                                + ",'firstSlot':1,'maxEntries':1},'answer':{'ok':{'rejected':" + BALLOT_JSON + "}}}}"),
                exchange(
                        new Exchange.Accept(new AcceptExchange(
                                new AcceptRequest(BALLOT, 1, List.of(NO_OP)), new WitResult.Err<>(refusal))),
                        "{'accept':{'request':{'ballot':" + BALLOT_JSON + ",'firstSlot':1,'entries':[" + NO_OP_JSON
                                + "]},'answer':" + err + "}}"),
                exchange(
                        new Exchange.ReadLog(new ReadLogExchange(
                                new ReadLogRequest(1, 1, Optional.empty()),
                                new WitResult.Ok<>(new LogPage(List.of(), 0)))),
                        "{'readLog':{'request':{'firstSlot':1,'maxEntries':1},"
                                + "'answer':{'ok':{'entries':[],'chosenThrough':0}}}}"),
                arguments(
                        new RoundReport(new RoundOutcome.Chosen(5), List.of()), "{'outcome':{'chosen':5},'steps':[]}"),
                arguments(
                        new RoundReport(new RoundOutcome.Failed("no quorum"), List.of()),
                        "{'outcome':{'failed':'no quorum'},'steps':[]}"),
                arguments(
                        new AgreementReport(
                                false,
                                List.of(
                                        new LearnerExtent(1, new WitResult.Ok<>(5L)),
                                        new LearnerExtent(2, new WitResult.Err<>(refusal))),
                                5,
                                List.of(new Disagreement(5, List.of(new LearnedEntry(1, NO_OP))))),
                        "{'agreed':false,'learners':[{'learner':1,'chosenThrough':{'ok':5}},"
                                + "{'learner':2,'chosenThrough':" + err + "}],'comparedThrough':5,"
                                + "'disagreements':[{'slot':5,'entries':[{'learner':1,'entry':" + NO_OP_JSON
                                + "}]}]}"));
    }

    private static Arguments exchange(Exchange exchange, String json) {
        return arguments(
                new SurveyReport(List.of(new Step(1, Role.ACCEPTOR, 3, exchange))),
                "{'steps':[{'number':1,'role':'acceptor','node':3,'exchange':" + json + "}]}");
    }

    /** A case of a variant is read as the variant, as controllers and clients declare it. */
    private static Class<?> declaredType(Object message) {
        return Arrays.stream(message.getClass().getInterfaces())
                .<Class<?>>map(each -> each)
                .findFirst()
                .orElse(message.getClass());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isExactlyThisJson(Object message, String json) {
        assertThat(JSON.writeValueAsString(message)).isEqualTo(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isReadBackFromJson(Object message, String json) {
        assertThat((Object) JSON.readValue(json.replace('\'', '"'), declaredType(message)))
                .isEqualTo(message)
                .hasSameHashCodeAs(message)
                .hasToString(message.toString());
    }
}
