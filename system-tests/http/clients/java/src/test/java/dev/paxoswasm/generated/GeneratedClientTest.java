package dev.paxoswasm.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.paxoswasm.generated.api.LogApi;
import dev.paxoswasm.generated.api.ProposalsApi;
import dev.paxoswasm.generated.model.ChosenValue;
import dev.paxoswasm.generated.model.LogEntry;
import dev.paxoswasm.generated.model.LogView;
import dev.paxoswasm.generated.model.Proposal;
import dev.paxoswasm.generated.model.ProposalOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the client that was generated from the document of the product can do with a cluster. */
class GeneratedClientTest {

    private static final ApiClient HTTP = new ApiClient();

    static {
        HTTP.updateBaseUri(System.getProperty("paxos.url"));
    }

    private final ProposalsApi proposals = new ProposalsApi(HTTP);
    private final LogApi log = new LogApi(HTTP);

    @Test
    void a_value_is_agreed_and_read() throws ApiException {
        ChosenValue chosen = proposals.propose(new Proposal().value("from Java, grüße"), "wait=30");

        assertThat(chosen.getValue()).isEqualTo("from Java, grüße");
        LogEntry entry = log.readSlot(chosen.getSlot());
        assertThat(entry.getValue()).isEqualTo("from Java, grüße");
        assertThat(entry.getKind()).isEqualTo(LogEntry.KindEnum.VALUE);
        assertThat(entry.getBallot()).isEqualTo(chosen.getBallot());
        LogView page = log.readLog(chosen.getSlot(), 1, null);
        assertThat(page.getEntries()).containsExactly(entry);
        assertThat(page.getChosenThrough()).isGreaterThanOrEqualTo(chosen.getSlot());
    }

    @Test
    void values_are_agreed_together() throws ApiException {
        List<ProposalOutcome> outcomes = proposals.proposeBatch(
                List.of(new Proposal().value("one"), new Proposal().value("!").encoding(Proposal.EncodingEnum.BASE64)),
                "wait=30");

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getFirst().getSlot()).isPositive();
        assertThat(outcomes.getLast().getProblem().getDetail()).contains("base64");
    }

    @Test
    void a_problem_is_an_exception_with_its_document() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> log.readSlot(9007199254740991L))
                .satisfies(problem -> assertThat(problem.getCode()).isEqualTo(404))
                .satisfies(problem -> assertThat(problem.getResponseBody()).contains("urn:paxos-wasm:problem:not-chosen"));
    }
}
