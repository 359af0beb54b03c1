package dev.paxoswasm.composed;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.learner.IdPage;
import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.messages.Answer;
import dev.paxoswasm.contract.messages.Content;
import dev.paxoswasm.contract.messages.Message;
import dev.paxoswasm.contract.messages.Request;
import dev.paxoswasm.contract.proposer.Assignment;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.contract.types.Votes;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A message as a line: who to whom, which function, at which ballot, for which slots. */
final class MessageLine {

    private MessageLine() {}

    /** Those messages that get a value agreed; none of heartbeats and questions how somebody is. */
    static Optional<String> of(Message message) {
        Optional<String> said = switch (message.content()) {
            case Content.Request(Request request) -> asked(request);
            case Content.Answer(Answer answer) -> answered(answer);
        };
        return said.map(it -> "%-11s -> %-11s  %s".formatted(name(message.sender()), name(message.receiver()), it));
    }

    private static String name(Address node) {
        return node.role().name().toLowerCase(Locale.ROOT) + " " + node.id();
    }

    private static Optional<String> asked(Request request) {
        return switch (request) {
            case Request.Propose(var it) -> line("propose", count(it.commands().size(), "value"));
            case Request.Prepare(var it) -> line("prepare", ballot(it.ballot()) + ", from slot " + it.firstSlot());
            case Request.Accept(AcceptRequest it) ->
                line("accept", at(it.ballot(), it.firstSlot(), it.entries().size()));
            case Request.Learn(var it) ->
                line("learn", it.votes().stream().map(MessageLine::vote).collect(Collectors.joining("; ")));
            case Request.Resolve(var it) -> line("resolve", "from slot " + it.firstSlot());
            case Request.Heartbeat _,
                    Request.Admit _,
                    Request.LeaderHeartbeat _,
                    Request.AcceptorStatus _,
                    Request.ReadAccepted _,
                    Request.ReadLog _,
                    Request.ReadIds _ -> Optional.empty();
        };
    }

    private static String vote(Votes it) {
        return at(it.ballot(), it.firstSlot(), (int) it.count())
                + (it.entries().isPresent() ? ", with values" : ", without values");
    }

    private static Optional<String> answered(Answer answer) {
        return switch (answer) {
            case Answer.Propose(WitResult.Ok(ProposeOutcome.Assigned(Assignment it))) ->
                line("  assigned", ballot(it.ballot()) + ", slots " + it.slots());
            case Answer.Propose(WitResult.Ok(ProposeOutcome.NotLeader(Optional<Long> leader))) ->
                line("  not-leader", leader.map(id -> "proposer " + id + " is").orElse("nobody is known to be"));
            case Answer.Prepare(WitResult.Ok(PrepareOutcome.Promised(Promise it))) ->
                line(
                        "  promised",
                        ballot(it.ballot()) + ", tells " + count(it.accepted().size(), "value"));
            case Answer.Prepare(WitResult.Ok(PrepareOutcome.Rejected(Ballot higher))) ->
                line("  rejected", "for " + ballot(higher));
            case Answer.Accept(WitResult.Ok(AcceptOutcome.Accepted(Acceptance it))) ->
                line("  accepted", at(it.ballot(), it.firstSlot(), (int) it.count()));
            case Answer.Accept(WitResult.Ok(AcceptOutcome.Rejected(Ballot higher))) ->
                line("  rejected", "for " + ballot(higher));
            case Answer.ReadIds(WitResult.Ok(IdPage it))
            when !it.ids().isEmpty() ->
                line("  learned", slots(it.ids().getFirst().slot(), it.ids().size()));
            case Answer.Propose(WitResult.Err(Refusal why)) -> refused(why);
            case Answer.Prepare(WitResult.Err(Refusal why)) -> refused(why);
            case Answer.Accept(WitResult.Err(Refusal why)) -> refused(why);
            case Answer.Heartbeat _,
                    Answer.Admit _,
                    Answer.Resolve _,
                    Answer.LeaderHeartbeat _,
                    Answer.AcceptorStatus _,
                    Answer.ReadAccepted _,
                    Answer.Learn _,
                    Answer.ReadLog _,
                    Answer.ReadIds _ -> Optional.empty();
        };
    }

    private static Optional<String> refused(Refusal why) {
        return line("  refused", String.valueOf(new RefusalException(why).getMessage()));
    }

    private static Optional<String> line(String function, String what) {
        return Optional.of("%-12s %s".formatted(function, what));
    }

    static String ballot(Ballot ballot) {
        return "ballot " + ballot.round() + "." + ballot.proposer();
    }

    private static String at(Ballot ballot, long firstSlot, int count) {
        return ballot(ballot) + ", " + slots(firstSlot, count);
    }

    private static String slots(long first, int count) {
        return count == 1 ? "slot " + first : "slots " + first + " to " + (first + count - 1);
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
