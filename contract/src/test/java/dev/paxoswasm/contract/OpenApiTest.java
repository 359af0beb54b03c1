package dev.paxoswasm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatOutcome;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptor.RecoverRequest;
import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.IssueRequest;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitReceipt;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.AgreementReport;
import dev.paxoswasm.contract.coordinator.CoordinatorHttp;
import dev.paxoswasm.contract.coordinator.RoundReport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.contract.coordinator.SurveyReport;
import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learner.LogPage;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveOutcome;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.proposer.TakeOverRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the generated HTTP interfaces become in the OpenAPI document of a service that implements them. */
@SpringBootTest(classes = OpenApiTest.Application.class, properties = "springdoc.api-docs.version=openapi_3_1")
@AutoConfigureMockMvc
class OpenApiTest {

    @Autowired
    private MockMvc http;

    private JsonNode document = JsonMapper.shared().nullNode();

    @BeforeEach
    void readDocument() throws Exception {
        document = JsonMapper.shared()
                .readTree(http.perform(get("/v3/api-docs"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }

    @Test
    void hasOneOperationForEachFunction() {
        List<String> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                operations.add(operation.getKey() + " " + path.getKey());
                // Five roles share this document, as no service's does, so springdoc numbers `status`.
                assertThat(operation.getValue().get("operationId").asString().replaceFirst("_\\d$", ""))
                        .isEqualTo(path.getKey().substring(path.getKey().lastIndexOf('/') + 1));
            }
        }
        assertThat(operations)
                .containsExactlyInAnyOrder(
                        "post /acceptors/{acceptor}/prepare",
                        "post /acceptors/{acceptor}/accept",
                        "post /acceptors/{acceptor}/read-accepted",
                        "post /acceptors/{acceptor}/heartbeat",
                        "post /acceptors/{acceptor}/recover",
                        "get /acceptors/{acceptor}/status",
                        "post /clients/{client}/issue",
                        "post /clients/{client}/submit",
                        "post /clients/{client}/outcome",
                        "get /clients/{client}/status",
                        "post /coordinators/{coordinator}/run-round",
                        "get /coordinators/{coordinator}/survey",
                        "get /coordinators/{coordinator}/check-agreement",
                        "post /learners/{learner}/learn",
                        "post /learners/{learner}/read-log",
                        "post /learners/{learner}/read-ids",
                        "get /learners/{learner}/status",
                        "post /proposers/{proposer}/propose",
                        "post /proposers/{proposer}/heartbeat",
                        "post /proposers/{proposer}/admit",
                        "post /proposers/{proposer}/take-over",
                        "post /proposers/{proposer}/reserve-ballot",
                        "post /proposers/{proposer}/resolve",
                        "get /proposers/{proposer}/status");
    }

    @Test
    void describesAnOperationInTheWordsOfWit() {
        JsonNode prepare = document.at("/paths/~1acceptors~1{acceptor}~1prepare/post");

        assertThat(prepare.get("tags")).isEqualTo(json("['acceptor']"));
        assertThat(prepare.get("summary").asString())
                .isEqualTo("Promises a ballot unless a higher one is promised (Lamport, Paxos Made Simple, P1b).");
        assertThat(prepare.get("description").asString())
                .isEqualTo("Promises a ballot unless a higher one is promised (Lamport, Paxos Made Simple, P1b)."
                        + " The promise is on disk before the answer leaves.");
        assertThat(prepare.at("/parameters/0/schema"))
                .isEqualTo(json("{'type':'integer','format':'int64','maximum':4294967295,'minimum':1}"));
        assertThat(prepare.at("/requestBody/content").propertyNames())
                .containsExactly("application/json", "application/vnd.wit-value");
        assertThat(prepare.at("/responses/200/content").propertyNames())
                .containsExactly("application/json", "application/vnd.wit-value");
    }

    @Test
    void aRecordIsAClosedObjectWithBoundsAndRequiredMembers() {
        assertThat(schema("Ballot")).isEqualTo(json("""
                        {'type':'object','additionalProperties':false,
                         'description':'A ballot number. Ballots are ordered by round, then by proposer. A ballot belongs\
                         to one proposer, which never uses it again after a restart.',
                         'properties':{
                           'round':{'type':'integer','format':'int64','description':'From 1; at most 9007199254740991.',
                             'maximum':9007199254740991,'minimum':1},
                           'proposer':{'type':'integer','format':'int64',
                             'description':'The proposer whose ballot this is.','maximum':4294967295,'minimum':1}},
                         'required':['proposer','round']}"""));
    }

    @Test
    void idsAndSlotsBeginAtOneButNotWhatIsZeroWhereNothingIsYet() {
        assertThat(schema("PrepareRequest").at("/properties/firstSlot/minimum").asInt())
                .isEqualTo(1);
        assertThat(schema("Assignment").at("/properties/slots/items/minimum").asInt())
                .isEqualTo(1);
        assertThat(schema("RoundRequest").at("/properties/client/minimum").asInt())
                .isEqualTo(1);
        assertThat(schema("ProposeOutcomeNotLeader")
                        .at("/properties/notLeader/minimum")
                        .asInt())
                .isEqualTo(1);
        assertThat(schema("LearnerStatus")
                        .at("/properties/chosenThrough/minimum")
                        .asInt())
                .isZero();
        assertThat(schema("AcceptorStatus")
                        .at("/properties/highestSlot/minimum")
                        .asInt())
                .isZero();
        assertThat(schema("SubmitRequest").at("/properties/payloads/minItems").asInt())
                .isEqualTo(1);
    }

    @Test
    void anOptionIsNotRequired() {
        assertThat(schema("RoundRequest").get("required")).isEqualTo(json("['payload']"));
        assertThat(schema("RoundRequest").at("/properties/client/type").asString())
                .isEqualTo("integer");
    }

    @Test
    void anOptionThatACaseCarriesMayBeNull() {
        assertThat(schema("ProposeOutcomeNotLeader").at("/properties/notLeader/type"))
                .isEqualTo(json("['integer','null']"));
        assertThat(schema("ProposeOutcomeNotLeader").get("required")).isEqualTo(json("['notLeader']"));
    }

    @Test
    void bytesAreBase64() {
        assertThat(schema("RoundRequest").at("/properties/payload"))
                .isEqualTo(json("{'type':'string','format':'byte','description':'What to get agreed.'}"));
        assertThat(schema("SubmitRequest").at("/properties/payloads/items"))
                .isEqualTo(json("{'type':'string','format':'byte'}"));
    }

    @Test
    void aVariantIsOneOfItsCasesEachWithOneRequiredMember() {
        assertThat(schema("Content")).isEqualTo(json("""
                        {'description':'What a slot is about.','oneOf':[
                          {'$ref':'#/components/schemas/ContentNoOp'},
                          {'$ref':'#/components/schemas/ContentCommand'}]}"""));
        assertThat(schema("ContentCommand")).isEqualTo(json("""
                        {'type':'object','additionalProperties':false,
                         'properties':{'command':{'$ref':'#/components/schemas/Command'}},'required':['command']}"""));
        assertThat(schema("ContentNoOp").get("required")).isEqualTo(json("['noOp']"));
    }

    @Test
    void aResultWithinAMessageHasOneOfTwoTypedMembers() {
        assertThat(schema("WitResultLongRefusal")).isEqualTo(json("""
                        {'type':'object','additionalProperties':false,
                         'oneOf':[{'$ref':'#/components/schemas/WitResultOk'},{'$ref':'#/components/schemas/WitResultErr'}],
                         'properties':{'ok':{'type':'integer','format':'int64'},
                           'err':{'$ref':'#/components/schemas/Refusal'}}}"""));
    }

    @Test
    void anEnumHasItsWitNames() {
        assertThat(schema("ProposerStatus").at("/properties/leadership/enum"))
                .isEqualTo(json("['follower','isolated','candidate','recovering','leader']"));
    }

    @EnableAutoConfiguration
    @Import({Acceptors.class, Clients.class, Coordinators.class, Learners.class, Proposers.class})
    static class Application {}

    @RestController
    static class Acceptors implements AcceptorHttp {

        @Override
        public PrepareOutcome prepare(long acceptor, PrepareRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AcceptOutcome accept(long acceptor, AcceptRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AcceptedPage readAccepted(long acceptor, ReadAcceptedRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LeaderHeartbeatOutcome heartbeat(long acceptor, LeaderHeartbeatRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AcceptorStatus recover(long acceptor, RecoverRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AcceptorStatus status(long acceptor) {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class Clients implements ClientHttp {

        @Override
        public Command issue(long client, IssueRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SubmitReceipt submit(long client, SubmitRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CommandOutcome outcome(long client, OutcomeRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientStatus status(long client) {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class Learners implements LearnerHttp {

        @Override
        public LearnOutcome learn(long learner, LearnRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LogPage readLog(long learner, ReadLogRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public IdPage readIds(long learner, ReadLogRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public LearnerStatus status(long learner) {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class Proposers implements ProposerHttp {

        @Override
        public ProposeOutcome propose(long proposer, ProposeRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public HeartbeatOutcome heartbeat(long proposer, HeartbeatRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ballot takeOver(long proposer, TakeOverRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Ballot reserveBallot(long proposer, ReserveBallotRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Admission admit(long proposer, AdmitRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ResolveOutcome resolve(long proposer, ResolveRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ProposerStatus status(long proposer) {
            throw new UnsupportedOperationException();
        }
    }

    @RestController
    static class Coordinators implements CoordinatorHttp {

        @Override
        public RoundReport runRound(long coordinator, RoundRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SurveyReport survey(long coordinator) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AgreementReport checkAgreement(long coordinator) {
            throw new UnsupportedOperationException();
        }
    }
}
