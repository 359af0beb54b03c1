package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.Optional;

/** Whatever a learner learns, a client reports or a proposer takes for chosen is on the disks of a phase-2 quorum. */
final class ClaimedIsChosen implements Invariant {

    private final Ghost ghost;

    ClaimedIsChosen(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "claimed-is-chosen";
    }

    @Override
    public void stores(Address by, Stored stored) {
        switch (stored) {
            case Stored.Learned(ChosenEntry entry) -> requireChosen(by, entry);
            case Stored.ChosenThrough(long slot) -> requireThrough(by, slot);
            case Stored.Life _, Stored.Promise _, Stored.Vote _, Stored.Round _ -> {}
        }
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        if (request instanceof HeartbeatRequest heartbeat) {
            requireThrough(from, heartbeat.chosenThrough());
        }
    }

    @Override
    public void reports(Address client, ChosenId reported) {
        Entry chosen = ghost.chosen(reported.slot());
        if (chosen == null || !reported.equals(id(reported.slot(), chosen))) {
            throw broken(client + " reported " + reported + ", but chosen there is " + chosen);
        }
    }

    private static ChosenId id(long slot, Entry entry) {
        Optional<CommandId> id = entry.content() instanceof Content.Command(Command command)
                ? Optional.of(command.id())
                : Optional.empty();
        return new ChosenId(slot, entry.origin(), id);
    }

    private void requireChosen(Address learner, ChosenEntry learned) {
        Entry chosen = ghost.chosen(learned.slot());
        if (!learned.entry().equals(chosen)) {
            throw broken(learner + " learned " + learned + ", but chosen there is " + chosen);
        }
    }

    private void requireThrough(Address by, long slot) {
        if (slot > ghost.chosenThrough()) {
            throw broken(
                    by + " takes slots up to " + slot + " for chosen, but they are up to " + ghost.chosenThrough());
        }
    }
}
