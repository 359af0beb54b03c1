package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.role.cluster.Cluster;

/** A refusal in words. */
final class RefusalText {

    private static final String DRAWN_ID =
            ". It drew that id when it started, and others with ids of their own may be behind the"
                    + " same address: what one of them was told to do only that one knows";

    private RefusalText() {}

    static String of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Misaddressed(long node) ->
                "the request names another node; this one is node " + node + ": send it to the node it names, or name "
                        + node + (Cluster.isDrawn(node) ? DRAWN_ID : "");
            case Refusal.UnknownNode(long node) ->
                "no node of that role has the id " + node + ": name one that the configuration of the cluster lists";
            case Refusal.Invalid(String why) -> why;
            case Refusal.TooLarge(String why) -> why;
            case Refusal.Overloaded(long millis) -> "too much is under way: ask again in " + millis + " ms";
            case Refusal.Unavailable(String why) -> why;
            case Refusal.Violation(String why) -> why;
        };
    }
}
