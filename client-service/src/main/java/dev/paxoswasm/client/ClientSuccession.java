package dev.paxoswasm.client;

import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.StatusSuccession;
import org.jspecify.annotations.Nullable;

/**
 * Nothing of a client is on disk. Its commands must have ended before its instance goes: another one would not know
 * them, and who waits for them would not be answered. What is to be submitted waits meanwhile.
 */
record ClientSuccession(long self, SubmissionGate gate) implements StatusSuccession<ClientExports, ClientStatus> {

    @Override
    public ClientStatus status(ClientExports component, long node) {
        return component.client().status(node);
    }

    @Override
    public long node(ClientStatus status) {
        return status.client();
    }

    @Override
    public void examine(ClientStatus after, Differences differences) {
        differences.same("pending", 0L, after.pending());
    }

    @Override
    public @Nullable String unfinished(ClientStatus present) {
        return present.pending() == 0 ? null : present.pending() + " commands that it was given";
    }

    @Override
    public Hold hold() {
        return gate.shut();
    }
}
