package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitFormatException;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import feign.FeignException;
import feign.RetryableException;
import java.io.UncheckedIOException;

/** What the failure of a call to another node means to a component: a refusal, whatever happened. */
public final class RemoteFailure {

    private RemoteFailure() {}

    /** @param node the node that was called, in words */
    public static Refusal refusal(String node, RuntimeException failure) {
        return failure instanceof RefusalException refused
                ? refused.refusal()
                : new Refusal.Unavailable(reason(node, failure));
    }

    /** Why a node that was called gave no answer of the contract. */
    static String reason(String node, RuntimeException failure) {
        return switch (failure) {
            case OtherClusterException other -> node + " refused it: " + other.getMessage();
            case RetryableException unreachable -> node + " could not be reached: " + rootMessage(unreachable);
            case UncheckedIOException unreachable -> node + " could not be reached: " + rootMessage(unreachable);
            case WitFormatException malformed ->
                node + " gave an answer that is not what the contract says: " + malformed.getMessage();
            case FeignException other -> node + ": " + other.getMessage();
            default -> node + " could not be asked: " + failure.getMessage();
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
