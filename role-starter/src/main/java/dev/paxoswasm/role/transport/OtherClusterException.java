package dev.paxoswasm.role.transport;

/**
 * A node refused a message, since it says something else of the cluster than its sender. It is no answer of the
 * component there.
 */
public final class OtherClusterException extends RuntimeException {

    /** @param why with both values, in the words of the node that refused */
    OtherClusterException(String why) {
        super(why);
    }
}
