package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;

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
            case Stored.Learned(ChosenEntry entry) -> requireChosen(by, "learned", entry);
            case Stored.ChosenThrough(long slot) -> requireThrough(by, slot);
            case Stored.Promise _, Stored.Vote _, Stored.Round _ -> {}
        }
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        if (request instanceof HeartbeatRequest heartbeat) {
            requireThrough(from, heartbeat.chosenThrough());
        }
    }

    @Override
    public void reports(Address client, ChosenEntry entry) {
        requireChosen(client, "reported", entry);
    }

    private void requireChosen(Address by, String did, ChosenEntry entry) {
        if (!entry.entry().equals(ghost.chosen(entry.slot()))) {
            throw broken(by + " " + did + " " + entry + ", but chosen there is " + ghost.chosen(entry.slot()));
        }
    }

    private void requireThrough(Address by, long slot) {
        if (slot > ghost.chosenThrough()) {
            throw broken(
                    by + " takes slots up to " + slot + " for chosen, but they are up to " + ghost.chosenThrough());
        }
    }
}
