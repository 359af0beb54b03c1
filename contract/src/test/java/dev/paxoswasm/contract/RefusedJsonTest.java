package dev.paxoswasm.contract;

import static dev.paxoswasm.contract.Messages.JSON;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.client.IssueRequest;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.LearnerExtent;
import dev.paxoswasm.contract.coordinator.RoundOutcome;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.proposer.Assignment;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** JSON that is no message, and what the error names. */
class RefusedJsonTest {

    static Stream<Arguments> refused() {
        String ballot = "'ballot':{'round':2,'proposer':1}";
        return Stream.of(
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':1,'maxEntries':1,'colour':'red'}",
                        "Unrecognized property \"colour\""),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'maxEntries':1}",
                        "Missing required creator property 'firstSlot'"),
                arguments(
                        PrepareRequest.class,
                        "{'ballot':{'round':2},'firstSlot':1,'maxEntries':1}",
                        "Missing required creator property 'proposer'"),
                arguments(
                        PrepareRequest.class,
                        "{'ballot':null,'firstSlot':1,'maxEntries':1}",
                        "prepare-request.ballot is missing; it must be given"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':null,'maxEntries':1}",
                        "Cannot map `null` into type `long`"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':-1,'maxEntries':1}",
                        "prepare-request.first-slot must be from 0 to 9007199254740991, but is -1"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':9007199254740992,'maxEntries':1}",
                        "prepare-request.first-slot must be from 0 to 9007199254740991, but is 9007199254740992"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':18446744073709551616,'maxEntries':1}",
                        "Numeric value (18446744073709551616) out of range of `long`"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':1,'maxEntries':4294967296}",
                        "prepare-request.max-entries must be from 0 to 4294967295, but is 4294967296"),
                arguments(
                        PrepareRequest.class,
                        "{" + ballot + ",'firstSlot':'one','maxEntries':1}",
                        "not a valid `long` value"),
                arguments(
                        AcceptRequest.class,
                        "{" + ballot + ",'firstSlot':1,'entries':[null]}",
                        "accept-request.entries must not have null among its elements"),
                arguments(
                        AcceptRequest.class,
                        "{" + ballot + ",'firstSlot':1,'entries':[{'origin':{'round':1,'proposer':1},'content':{}}]}",
                        "content must have exactly one of the members noOp, command, but has none"),
                arguments(
                        PrepareOutcome.class,
                        "{'rejected':{'round':2,'proposer':1},'promised':{" + ballot + ",'accepted':[],'more':false}}",
                        "prepare-outcome must have exactly one of the members promised, rejected,"
                                + " but has rejected and promised"),
                arguments(PrepareOutcome.class, "{'accepted':{}}", "Unrecognized property \"accepted\""),
                arguments(PrepareOutcome.class, "{'promised':null}", "prepare-outcome.promised is missing"),
                arguments(
                        ProposeOutcome.class,
                        "{}",
                        "propose-outcome must have exactly one of the members assigned, notLeader, but has none"),
                arguments(
                        ProposeOutcome.class,
                        "{'notLeader':-2}",
                        "propose-outcome.not-leader must be from 0 to 4294967295, but is -2"),
                arguments(RoundOutcome.class, "{'chosen':null}", "round-outcome.chosen is missing"),
                arguments(HeartbeatOutcome.class, "{'followed':null}", "heartbeat-outcome.followed is missing"),
                arguments(HeartbeatOutcome.class, "{'followed':{'by':1}}", "Unrecognized property \"by\""),
                arguments(
                        LearnerExtent.class,
                        "{'learner':1,'chosenThrough':{'ok':1,'err':{'invalid':'x'}}}",
                        "a result must have exactly one of the members ok, err, but has both"),
                arguments(
                        LearnerExtent.class,
                        "{'learner':1,'chosenThrough':{}}",
                        "a result must have exactly one of the members ok, err, but has none"),
                arguments(
                        LearnerExtent.class,
                        "{'learner':1,'chosenThrough':{'ok':-1}}",
                        "learner-extent.chosen-through must be from 0 to 9007199254740991, but is -1"),
                arguments(IssueRequest.class, "{'payload':'not base64!'}", "base64"),
                arguments(SubmitRequest.class, "{'payloads':'AQ=='}", "Cannot deserialize"),
                arguments(
                        Assignment.class,
                        "{" + ballot + ",'slots':[1,-1]}",
                        "assignment.slots must be from 0 to 9007199254740991, but is -1"),
                arguments(
                        ReadLogRequest.class,
                        "{'firstSlot':1,'maxEntries':1,'waitMillis':-5}",
                        "read-log-request.wait-millis must be from 0 to 4294967295, but is -5"),
                arguments(
                        ProposerStatus.class,
                        "{'proposer':1,'leadership':'FOLLOWER','chosenThrough':0,'nextSlot':1,'openSlots':0}",
                        "not one of the values accepted for Enum class"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedAndTheFaultNamed(Class<?> type, String json, String fault) {
        assertThatThrownBy(() -> JSON.readValue(json.replace('\'', '"'), type))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining(fault);
    }
}
