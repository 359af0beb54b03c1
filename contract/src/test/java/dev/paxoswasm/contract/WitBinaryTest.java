package dev.paxoswasm.contract;

import static dev.paxoswasm.contract.Messages.BALLOT;
import static dev.paxoswasm.contract.Messages.ENTRY;
import static dev.paxoswasm.contract.Messages.NO_OP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.contract.coordinator.LearnerExtent;
import dev.paxoswasm.contract.coordinator.RoundOutcome;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The binary encoding of every type of the contract: there and back, to the byte, and what is refused. */
class WitBinaryTest {

    private static final int VALUES_A_TYPE = 200;
    private static final HexFormat HEX = HexFormat.of();
    private static final String BALLOT_BYTES = "0201";
    private static final String ENTRY_BYTES = BALLOT_BYTES + "01" + "0703" + "0568656c6c6f";

    private static final List<Arguments> GOLDEN = List.of(
            Arguments.of(new Ballot(300, 128), "ac02" + "8001"),
            Arguments.of(new Ballot((1L << 53) - 1, 0xFFFF_FFFFL), "ffffffffffffff0f" + "ffffffff0f"),
            Arguments.of(new PrepareRequest(BALLOT, 5, 10), BALLOT_BYTES + "05" + "0a"),
            Arguments.of(
                    new AcceptRequest(BALLOT, 5, List.of(ENTRY, NO_OP)),
                    BALLOT_BYTES + "05" + "02" + ENTRY_BYTES + BALLOT_BYTES + "00"),
            Arguments.of(new PrepareOutcome.Rejected(BALLOT), "01" + BALLOT_BYTES),
            Arguments.of(new ProposeOutcome.NotLeader(Optional.empty()), "01" + "00"),
            Arguments.of(new ProposeOutcome.NotLeader(Optional.of(3L)), "01" + "01" + "03"),
            Arguments.of(new ClientStatus(1, 2, Optional.of(3L), 4, 5), "01" + "02" + "0103" + "04" + "05"),
            Arguments.of(Leadership.RECOVERING, "03"),
            Arguments.of(new RoundOutcome.Failed("né"), "01" + "036ec3a9"),
            Arguments.of(new LearnerExtent(1, new WitResult.Ok<>(9L)), "01" + "0009"),
            Arguments.of(new LearnerExtent(1, new WitResult.Err<>(new Refusal.Misaddressed(2))), "01" + "01" + "0002"));

    private static final List<Arguments> BAD = List.of(
            bad(Ballot.class, "", "ballot.round: a u64 takes 1 bytes, but 0 are left, at byte 0"),
            bad(Ballot.class, "80", "ballot.round: a u64 takes 1 bytes, but 0 are left, at byte 1"),
            bad(
                    Ballot.class,
                    "8000" + "01",
                    "ballot.round: a u64 must take as few bytes as it can, but takes 2, at byte 0"),
            bad(
                    Ballot.class,
                    "8080808080808010" + "01",
                    "ballot.round: a u64 must be from 0 to 9007199254740991, but is larger, at byte 0"),
            bad(
                    Ballot.class,
                    "ffffffffffffffffff01" + "01",
                    "ballot.round: a u64 must be from 0 to 9007199254740991, but is larger, at byte 0"),
            bad(
                    Ballot.class,
                    "01" + "8080808010",
                    "ballot.proposer: a u32 must be from 0 to 4294967295, but is larger, at byte 1"),
            bad(Ballot.class, "0101" + "00", "ballot: 1 bytes follow where the value must end, at byte 2"),
            bad(
                    PrepareOutcome.class,
                    "02",
                    "prepare-outcome: the case must be from 0 to 1 (promised, rejected), but is 2, at byte 0"),
            bad(
                    Leadership.class,
                    "05",
                    "leadership: the case must be from 0 to 4 (follower, isolated, candidate, recovering, leader), but is 5,"
                            + " at byte 0"),
            bad(
                    PrepareOutcome.class,
                    "00" + BALLOT_BYTES + "00" + "02",
                    "prepare-outcome.promised.more: a bool must be 0 or 1, but is 2, at byte 4"),
            bad(
                    AcceptRequest.class,
                    BALLOT_BYTES + "05" + "ffffffff0f" + ENTRY_BYTES,
                    "accept-request.entries: a list of 4294967295 elements takes at least 12884901885 bytes, but 11 are"
                            + " left, at byte 3"),
            bad(
                    AcceptRequest.class,
                    BALLOT_BYTES + "05" + "02" + ENTRY_BYTES + BALLOT_BYTES + "01" + "0703" + "ff0f",
                    "accept-request.entries[1].content.command.payload: a list<u8> takes 2047 bytes, but 0 are left,"
                            + " at byte 20"),
            bad(
                    ProposeOutcome.class,
                    "01" + "02",
                    "propose-outcome.not-leader: an option must begin with 0 (none) or 1 (some), but is 2, at byte 1"),
            bad(
                    LearnerExtent.class,
                    "01" + "0309",
                    "learner-extent.chosen-through: a result must begin with 0 (ok) or 1 (err), but is 3, at byte 1"),
            bad(
                    RoundOutcome.class,
                    "01" + "02c328",
                    "round-outcome.failed: text must be UTF-8, but is not (Input length = 1), at byte 2"),
            bad(
                    RoundOutcome.class,
                    "01" + "03eda080",
                    "round-outcome.failed: text must be UTF-8, but is not (Input length = 3), at byte 2"),
            bad(
                    PrepareOutcome.Promised.class,
                    "01" + BALLOT_BYTES,
                    "prepare-outcome: expected the case Promised, met Rejected"));

    private static Arguments bad(Class<?> type, String bytes, String message) {
        return Arguments.of(type, bytes, message);
    }

    @SuppressWarnings("unchecked")
    private static WitCodec<Object> codecOf(Object value) {
        return (WitCodec<Object>) WitBinary.codecOf(value.getClass());
    }

    static Collection<WitCodec<?>> codecs() {
        return WitBinary.codecs();
    }

    @ParameterizedTest
    @FieldSource("GOLDEN")
    void isEncodedToTheByte(Object message, String bytes) {
        assertThat(HEX.formatHex(WitBinary.encode(message))).isEqualTo(bytes);
        assertThat(codecOf(message).decode(HEX.parseHex(bytes))).isEqualTo(message);
    }

    @ParameterizedTest
    @FieldSource("BAD")
    void refusesAndSaysWhere(Class<?> type, String bytes, String message) {
        WitCodec<?> codec = WitBinary.codecOf(type);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> codec.decode(HEX.parseHex(bytes)))
                .isInstanceOf(WitFormatException.class)
                .withMessage(message);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <T> void anyValueIsReadBackAsItWas(WitCodec<T> codec) {
        RandomMessages messages = new RandomMessages(codec.type().getName().hashCode());
        WitOutput out = new WitOutput(1);
        for (int i = 0; i < VALUES_A_TYPE; i++) {
            T message = messages.next(codec.type());
            out.reset();
            codec.write(message, out);
            byte[] bytes = out.toByteArray();

            assertThat(codec.decode(bytes)).isEqualTo(message);
            assertThat(codec.encode(message)).isEqualTo(bytes);
            assertThat(codecOf(message).encode(message)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <T> void aTruncatedValueIsRefusedWhereverItIsCut(WitCodec<T> codec) {
        RandomMessages messages = new RandomMessages(1);
        for (int i = 0; i < 10; i++) {
            byte[] bytes = codec.encode(messages.next(codec.type()));
            for (int length = 0; length < bytes.length; length++) {
                int cut = length;
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> codec.decode(bytes, 0, cut))
                        .isInstanceOf(WitFormatException.class);
            }
        }
    }

    /** What is still a value after one bit changed has no other encoding than the changed bytes. */
    @ParameterizedTest
    @MethodSource("codecs")
    <T> void aFlippedBitGivesAnotherValueOrIsRefused(WitCodec<T> codec) {
        RandomMessages messages = new RandomMessages(2);
        for (int i = 0; i < 10; i++) {
            T message = messages.next(codec.type());
            byte[] bytes = codec.encode(message);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    T other = codec.decode(bytes);
                    assertThat(other).isNotEqualTo(message);
                    assertThat(codec.encode(other)).isEqualTo(bytes);
                } catch (WitFormatException refused) {
                    assertThat(refused.path()).startsWith(codec.name());
                }
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void readsARangeOfAnArrayAndWritesToAStream() throws IOException {
        WitOutput out = new WitOutput(0);
        WitBinary.codecOf(Ballot.class).write(BALLOT, out);
        WitBinary.codecOf(Ballot.class).write(new Ballot(3, 3), out);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(0xff);
        out.writeTo(stream);
        byte[] bytes = stream.toByteArray();

        assertThat(WitBinary.codecOf(Ballot.class).decode(bytes, 1, 2)).isEqualTo(BALLOT);
        WitInput in = new WitInput(bytes, 1, 4);
        assertThat(WitBinary.codecOf(Ballot.class).read(in)).isEqualTo(BALLOT);
        assertThat(in.remaining()).isEqualTo(2);
        assertThat(WitBinary.codecOf(Ballot.class).read(in)).isEqualTo(new Ballot(3, 3));
        in.requireEnd();
    }

    @Test
    void whatUtf8CannotCarryIsNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WitBinary.codecOf(RoundOutcome.class).encode(new RoundOutcome.Failed("a\uD800")))
                .withMessage("a string must not have unpaired surrogates, but has one at 1");
    }

    @Test
    void aClassThatIsNoTypeOfTheContractHasNoCodec() {
        assertThat(WitBinary.knows(String.class)).isFalse();
        assertThat(WitBinary.knows(PrepareOutcome.Rejected.class)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WitBinary.codecOf(String.class))
                .withMessage("class java.lang.String is no record, variant or enum made from WIT");
    }
}
