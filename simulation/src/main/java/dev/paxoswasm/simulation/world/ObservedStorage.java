package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.simulation.invariant.Stored;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The storage of production, with someone who looks at what is stored. */
final class ObservedStorage {

    private ObservedStorage() {}

    record OfAcceptor(AcceptorStore store, Consumer<Stored> observer) implements AcceptorStorage {

        @Override
        public Optional<LifeRecord> loadLife() {
            return store.loadLife();
        }

        @Override
        public void storeLife(LifeRecord life) {
            store.storeLife(life);
            observer.accept(new Stored.Life(life));
        }

        @Override
        public Optional<Ballot> loadPromised() {
            return store.loadPromised();
        }

        @Override
        public void storePromised(Ballot promised) {
            store.storePromised(promised);
            observer.accept(new Stored.Promise(promised));
        }

        @Override
        public void storeAccepted(List<AcceptedEntry> entries) {
            store.storeAccepted(entries);
            entries.forEach(entry -> observer.accept(new Stored.Vote(entry)));
        }

        @Override
        public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
            return store.loadAccepted(firstSlot, maxEntries, maxBytes);
        }

        @Override
        public Optional<Long> highestAccepted() {
            return store.highestAccepted();
        }
    }

    record OfProposer(ProposerStore store, Consumer<Stored> observer) implements ProposerStorage {

        @Override
        public long loadRound() {
            return store.loadRound();
        }

        @Override
        public void storeRound(long round) {
            store.storeRound(round);
            observer.accept(new Stored.Round(round));
        }

        @Override
        public Optional<Progress> loadProgress() {
            return store.loadProgress();
        }

        @Override
        public void storeProgress(Progress progress) {
            store.storeProgress(progress);
            observer.accept(new Stored.ChosenThrough(progress.chosenThrough()));
        }

        @Override
        public void flushProgress() {
            store.flushProgress();
        }
    }

    record OfLearner(LearnerStore store, Consumer<Stored> observer) implements LearnerStorage {

        @Override
        public void appendChosen(List<ChosenEntry> entries) {
            store.appendChosen(entries);
            entries.forEach(entry -> observer.accept(new Stored.Learned(entry)));
        }

        @Override
        public List<ChosenEntry> loadChosen(long firstSlot, long maxEntries, long maxBytes) {
            return store.loadChosen(firstSlot, maxEntries, maxBytes);
        }

        @Override
        public long chosenThrough() {
            return store.chosenThrough();
        }
    }
}
