package dev.paxoswasm.client;

import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.role.component.Differences;
import dev.paxoswasm.role.component.Succession;
import org.jspecify.annotations.Nullable;

/**
 * Nothing of a client is on disk. Its commands must have ended before its instance goes: another one would not know
 * them, and who waits for them would not be answered. What is to be submitted waits meanwhile.
 */
record ClientSuccession(long self, SubmissionGate gate) implements Succession<ClientExports, ClientStatus> {

    @Override
    public ClientStatus status(ClientExports component) {
        return component.client().status(self);
    }

    @Override
    public Differences differences(ClientExports successor, @Nullable ClientStatus before) {
        ClientStatus after = status(successor);
        return new Differences()
                .refusesOthers(self, other -> successor.client().status(other))
                .same("client", self, after.client())
                .same("pending", 0L, after.pending());
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
