package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.List;
import java.util.stream.Collectors;

/** Protocol terms for people: a ballot is its round and its proposer, 2.1. */
final class Text {

    private Text() {}

    static String of(Ballot ballot) {
        return ballot.round() + "." + ballot.proposer();
    }

    static String of(Command command) {
        return Commands.text(command);
    }

    static String of(Entry entry) {
        return switch (entry.content()) {
            case Content.NoOp _ -> "no-op of " + of(entry.origin());
            case Content.Command it -> of(it.command()) + " of " + of(entry.origin());
        };
    }

    static String of(AcceptedEntry entry) {
        return "slot " + entry.slot() + ": " + of(entry.entry()) + " at " + of(entry.ballot());
    }

    static String of(Promise promise) {
        return of(promise.ballot()) + ", " + ofAccepted(promise.accepted());
    }

    static String ofAccepted(List<AcceptedEntry> entries) {
        return entries.isEmpty()
                ? "nothing accepted"
                : entries.stream().map(Text::of).collect(Collectors.joining("; "));
    }

    static String of(AcceptRequest request) {
        StringBuilder text = new StringBuilder(of(request.ballot()));
        long slot = request.firstSlot();
        for (Entry entry : request.entries()) {
            text.append(", slot ").append(slot++).append(": ").append(of(entry));
        }
        return text.toString();
    }

    static String of(Request request) {
        return switch (request) {
            case Request.Prepare it ->
                "prepare " + of(it.ballot()) + " from slot " + it.request().firstSlot();
            case Request.Accept it -> "accept " + of(it.request());
        };
    }
}
