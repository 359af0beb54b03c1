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
        return switch (failure) {
            case RefusalException refused -> refused.refusal();
            case OtherClusterException other -> new Refusal.Unavailable(node + " refused it: " + other.getMessage());
            case RetryableException unreachable ->
                new Refusal.Unavailable(node + " could not be reached: " + rootMessage(unreachable));
            case UncheckedIOException unreachable ->
                new Refusal.Unavailable(node + " could not be reached: " + rootMessage(unreachable));
            case WitFormatException malformed ->
                new Refusal.Unavailable(
                        node + " gave an answer that is not what the contract says: " + malformed.getMessage());
            case FeignException other -> new Refusal.Unavailable(node + ": " + other.getMessage());
            default -> new Refusal.Unavailable(node + " could not be asked: " + failure.getMessage());
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
