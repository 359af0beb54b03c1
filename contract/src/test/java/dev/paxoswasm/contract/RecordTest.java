package dev.paxoswasm.contract;

import static dev.paxoswasm.contract.Messages.COMMAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What generated records promise of themselves. */
class RecordTest {

    @Test
    void bytesAreComparedByContent() {
        Command same = new Command(new CommandId(7, 3), "hello".getBytes(StandardCharsets.UTF_8));
        Command other = new Command(new CommandId(7, 3), new byte[] {1});

        assertThat(same).isEqualTo(COMMAND).hasSameHashCodeAs(COMMAND).isNotEqualTo(other);
        assertThat(new SubmitRequest(List.of(new byte[] {1})))
                .isEqualTo(new SubmitRequest(List.of(new byte[] {1})))
                .isNotEqualTo(new SubmitRequest(List.of(new byte[] {2})));
    }

    @Test
    void bytesAreShownInHexadecimalDigitsAndCut() {
        assertThat(COMMAND).hasToString("Command[id=CommandId[session=7, sequence=3], payload=0x68656c6c6f]");
        assertThat(new SubmitRequest(List.of(new byte[33])))
                .hasToString("SubmitRequest[payloads=[0x" + "00".repeat(32) + "… (33 bytes)]]");
    }

    @Test
    void aListIsCopiedAndCannotBeChanged() {
        List<Entry> entries = new ArrayList<>(List.of(Messages.ENTRY));
        AcceptRequest request = new AcceptRequest(Messages.BALLOT, 1, entries);
        entries.clear();

        assertThat(request.entries()).containsExactly(Messages.ENTRY).isUnmodifiable();
    }

    @Test
    void aValueOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Ballot(1, 1L << 32))
                .withMessage("ballot.proposer must be from 0 to 4294967295, but is 4294967296");
    }
}
