package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.Ballot;
import org.jspecify.annotations.Nullable;

final class Requests {

    private Requests() {}

    /** The ballot at which a proposer sends this. */
    static @Nullable Ballot ballotOf(Object request) {
        return switch (request) {
            case PrepareRequest prepare -> prepare.ballot();
            case AcceptRequest accept -> accept.ballot();
            case HeartbeatRequest heartbeat -> heartbeat.ballot();
            case LeaderHeartbeatRequest heartbeat -> heartbeat.ballot();
            default -> null;
        };
    }
}
